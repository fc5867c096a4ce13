using System.Threading.RateLimiting;

namespace CcIngest.Sources;

/// <summary>
/// A rate limiter whose windows are the server's own: it learns them from answers and waits before one is exhausted. First come, first served.
/// </summary>
internal sealed class WindowRateLimiter(TimeProvider time) : RateLimiter
{
    private static readonly RateLimitLease Granted = new Lease(true);
    private static readonly RateLimitLease Refused = new Lease(false);

    /// <summary>No timer waits for longer than some weeks.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly RateWindows _windows = new();

    // Holds back all but the first in line, so that a waiting heavy request is not overtaken for ever by light ones.
    private readonly SemaphoreSlim _line = new(1, 1);
    private TaskCompletionSource _changed = NewSignal();
    private long _waiting;
    private long _granted;

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics GetStatistics() =>
        new() { CurrentQueuedCount = Interlocked.Read(ref _waiting), TotalSuccessfulLeases = Interlocked.Read(ref _granted) };

    public BudgetRecord Known
    {
        get
        {
            lock (_lock)
            {
                return _windows.ToRecord(time.GetUtcNow());
            }
        }
    }

    /// <summary>How long a request of this weight would wait for a window's end if it came now; zero when only answers are waited for.</summary>
    public TimeSpan ExpectedWait(int weight)
    {
        lock (_lock)
        {
            return !_windows.Fits(weight, time.GetUtcNow(), out TimeSpan? wait) && wait is { } known ? known : TimeSpan.Zero;
        }
    }

    /// <summary>A request has ended.</summary>
    public void Complete(int weight, RateReport? report)
    {
        lock (_lock)
        {
            _windows.Complete(weight, report, time.GetUtcNow());
        }

        Signal();
    }

    public void Observe(RateReport report)
    {
        lock (_lock)
        {
            _windows.Observe(report, time.GetUtcNow());
        }

        Signal();
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_lock)
        {
            return _windows.TryTake(permitCount, time.GetUtcNow(), out _) ? Grant() : Refused;
        }
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _line.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await WaitForRoomAsync(permitCount, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _line.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _line.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<RateLimitLease> WaitForRoomAsync(int permitCount, CancellationToken cancellationToken)
    {
        DateTimeOffset lookAgain = time.GetUtcNow() + RateWindows.LookAgainAfter;
        while (true)
        {
            Task changed;
            TimeSpan? wait;
            lock (_lock)
            {
                DateTimeOffset now = time.GetUtcNow();
                if (_windows.TryTake(permitCount, now, out wait))
                {
                    return Grant();
                }

                if (wait is not null && now >= lookAgain && _windows.MayLookAgain(now))
                {
                    _windows.Take(permitCount);
                    return Grant();
                }

                wait = now < lookAgain && wait > lookAgain - now ? lookAgain - now : wait > LongestSleep ? LongestSleep : wait;
                changed = _changed.Task;
            }

            if (wait is not { } delay)
            {
                await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(delay, time, waiting.Token)).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private RateLimitLease Grant()
    {
        Interlocked.Increment(ref _granted);
        return Granted;
    }

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Lease(bool acquired) : RateLimitLease
    {
        public override bool IsAcquired => acquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
