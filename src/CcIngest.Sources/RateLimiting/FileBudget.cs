using CcIngest.Model;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>
/// A budget that all processes of a user on this machine share, as a file. Where the file cannot be used (a read-only home) this process goes
/// on alone, after one warning.
/// </summary>
internal sealed class FileBudget : IRequestBudget
{
    /// <summary>Whoever waits for others looks again after 20 to 60 ms, at random, so that nobody is always first.</summary>
    private const int ShortestLook = 20;
    private const int LongestLook = 60;

    /// <summary>Whoever waits for a window's end looks at least so often: another process may have been told of a longer pause.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    /// <summary>The file is held for some 50 microseconds: who cannot have it for so long will not get it.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    /// <summary>What a request takes beyond its time-out at most: the way to the file and back on a busy machine.</summary>
    private static readonly TimeSpan RequestGrace = TimeSpan.FromSeconds(10);

    private readonly BudgetFile _file;
    private readonly string _path;
    private readonly HolderRecord _me;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _lock = new();

    // Holds back all but this process's first in line: one at a time looks at the file.
    private readonly SemaphoreSlim _line = new(1, 1);
    private TaskCompletionSource _changed = NewSignal();
    private SharedWindows _known = new();
    private bool _hasJoined;
    private ProcessBudget? _alone;

    /// <param name="timeout">After so long a request without an answer is given up.</param>
    public FileBudget(string path, TimeSpan timeout, TimeProvider time, ILogger log)
    {
        (_path, _time, _log) = (path, time, log);
        _file = new BudgetFile(path);
        _me = new HolderRecord { Id = Guid.NewGuid().ToString("N")[..12], Process = ProcessStamp.Current, LongestRequest = timeout + RequestGrace };
    }

    public TimeSpan ExpectedWait(int weight)
    {
        lock (_lock)
        {
            return _alone?.ExpectedWait(weight) ?? _known.ExpectedWait(weight, _time.GetUtcNow());
        }
    }

    public BudgetRecord Known
    {
        get
        {
            lock (_lock)
            {
                // Without the holders: whether their processes live is a question to the system.
                return _alone?.Known ?? _known.ToRecord(_time.GetUtcNow()) with { Holders = [] };
            }
        }
    }

    public async ValueTask AcquireAsync(int weight, Action<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        DateTimeOffset since = _time.GetUtcNow();
        await _line.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!await TryWaitForRoomAsync(weight, since, waits, cancellationToken).ConfigureAwait(false) && _alone is { } alone)
            {
                await alone.AcquireAsync(weight, waits, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _line.Release();
        }
    }

    public async ValueTask CompleteAsync(int weight, RateReport? report, CancellationToken cancellationToken)
    {
        if (!await TryUseAsync((windows, now) => windows.Complete(_me, weight, report, now), cancellationToken).ConfigureAwait(false)
            && _alone is { } alone)
        {
            await alone.CompleteAsync(weight, report, cancellationToken).ConfigureAwait(false);
        }

        Signal();
    }

    public async ValueTask ObserveAsync(RateReport report, CancellationToken cancellationToken)
    {
        if (!await TryUseAsync((windows, now) => windows.Observe(report, now), cancellationToken).ConfigureAwait(false) && _alone is { } alone)
        {
            await alone.ObserveAsync(report, cancellationToken).ConfigureAwait(false);
        }

        Signal();
    }

    public async ValueTask DisposeAsync()
    {
        if (_hasJoined)
        {
            await TryUseAsync((windows, now) => windows.Leave(_me.Id, now), CancellationToken.None).ConfigureAwait(false);
        }

        if (_alone is { } alone)
        {
            await alone.DisposeAsync().ConfigureAwait(false);
        }

        _line.Dispose();
    }

    /// <summary>False when the file cannot be used.</summary>
    private async Task<bool> TryWaitForRoomAsync(int weight, DateTimeOffset since, Action<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        // From when it is the first in line: else all that wait behind it would insist at once.
        DateTimeOffset lookAgain = _time.GetUtcNow() + RateWindows.LookAgainAfter;
        WaitNotice notice = new(waits);
        while (true)
        {
            Task changed = _changed.Task;
            DateTimeOffset at = default;
            bool isTaken = false;
            bool isShared = false;
            string others = "";
            TimeSpan? wait = null;
            if (!await TryUseAsync(
                (windows, now) =>
                {
                    isTaken = windows.TryTake(_me, weight, since, insists: now >= lookAgain, holder => holder.Process.HasEnded, now, out wait);
                    (at, isShared) = (now, windows.IsSharedWith(_me.Id));
                    others = wait is null && isShared ? string.Join(", ", windows.OthersUnderWay(_me.Id)) : "";
                },
                cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            if (isTaken)
            {
                return true;
            }

            // While only this process's own answers are waited for, their time-outs tell enough.
            if ((wait is not null || others.Length > 0) && notice.Look(wait, at) is { } forAnswers)
            {
                _log.WaitsForOthers(forAnswers.TotalSeconds, others);
            }

            await SleepAsync(wait, isShared, changed, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Until the window may have ended, until an answer comes here, or until another process may have had one.</summary>
    private async Task SleepAsync(TimeSpan? wait, bool isShared, Task changed, CancellationToken cancellationToken)
    {
        if (wait is null && !isShared)
        {
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        TimeSpan look = TimeSpan.FromMilliseconds(Random.Shared.Next(ShortestLook, LongestLook));
        TimeSpan sleep = wait is not { } known ? look : known > LongestSleep ? LongestSleep : known > look ? known : look;
        using CancellationTokenSource sleeping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(sleep, _time, sleeping.Token)).ConfigureAwait(false);
        await sleeping.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Carries out a change on the file. False when the file cannot be used.</summary>
    private async ValueTask<bool> TryUseAsync(Action<SharedWindows, DateTimeOffset> change, CancellationToken cancellationToken)
    {
        // Real time, whatever the budget's clock: the other processes live in it.
        long start = Stopwatch.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            lock (_lock)
            {
                if (_alone is not null)
                {
                    return false;
                }

                try
                {
                    if (_file.TryUse(record => Change(record, change)))
                    {
                        return true;
                    }

                    if (Stopwatch.GetElapsedTime(start) > LockPatience)
                    {
                        GoAlone("another process has held it for seconds");
                        return false;
                    }
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    GoAlone(failure.Message);
                    return false;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(attempt < 2 ? 1 : Random.Shared.Next(1, 8)), cancellationToken).ConfigureAwait(false);
        }
    }

    private BudgetRecord Change(BudgetRecord record, Action<SharedWindows, DateTimeOffset> change)
    {
        DateTimeOffset now = _time.GetUtcNow();
        SharedWindows windows = new(record);
        if (!_hasJoined)
        {
            _hasJoined = true;
            windows.Settle(_me, holder => holder.Process.HasEnded, now);
            StateFolder.Tidy(Path.GetDirectoryName(_path) ?? ".", BudgetScope.FilePattern, now);
        }

        change(windows, now);
        _known = windows;
        return windows.ToRecord(now);
    }

    private void GoAlone(string reason)
    {
        _alone = new ProcessBudget(_time);
        _log.BudgetNotShared(_path, reason);
    }

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
