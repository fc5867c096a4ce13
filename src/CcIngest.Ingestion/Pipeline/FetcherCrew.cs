namespace CcIngest.Ingestion;

/// <summary>
/// As many fetchers as the source's latency asks for: begins with few, gets one more each time that a writer runs out of pages, and lets one go when it only
/// waits for the writers. None is kept that would only wait with the others, and a page of memory with it. Safe for several threads.
/// </summary>
/// <param name="most">How many are worth having.</param>
/// <param name="fetchAsync">The work of one, until there is none left or <see cref="LetGo"/> says so.</param>
/// <param name="wouldWait">Whether one more would wait for a limit of the source, or for work.</param>
internal sealed class FetcherCrew(int most, Func<FetcherCrew, Task> fetchAsync, Func<bool> wouldWait)
{
    /// <summary>One reads an answer while the other one waits for the next.</summary>
    public const int Fewest = 2;

    /// <summary>Who waits for the writers more than so many times as long as for the source, works a quarter of its time at most: half as many would do.</summary>
    private const int MostWaitingToFetching = 3;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;

    /// <summary>Those that were not let go.</summary>
    private int _wanted;

    /// <summary>Those that have not ended, and <see cref="RunAsync"/> while it begins.</summary>
    private int _running;
    private int _idleWriters;
    private bool _hasBegun;
    private bool _hasEnded;

    /// <summary>The most that there were at once.</summary>
    public int Most { get; private set; }

    /// <summary>Ends when all have ended, those that are added meanwhile included; fails when one did.</summary>
    public Task RunAsync()
    {
        lock (_lock)
        {
            _hasBegun = true;
            _running = 1;       // the first fetcher may have ended before the second begins
            for (int i = 0; i < Math.Min(Fewest, most); i++)
            {
                Add();
            }
        }

        End();
        return _allEnded.Task;
    }

    /// <summary>A writer has no page: as long as that is so, nobody is let go.</summary>
    public void WriterWaits() => Interlocked.Increment(ref _idleWriters);

    /// <summary>It has one again, or does not need one any more.</summary>
    public void WriterGoesOn() => Interlocked.Decrement(ref _idleWriters);

    /// <summary>One more fetcher, for a writer that has nothing to write, where that helps.</summary>
    public void AddForIdleWriter()
    {
        if (Volatile.Read(ref _wanted) >= most || wouldWait())
        {
            return;
        }

        lock (_lock)
        {
            if (_wanted < most && _hasBegun && !_hasEnded)
            {
                Add();
            }
        }
    }

    /// <summary>Whether the fetcher that asks is one too many; if so, it has to end.</summary>
    /// <param name="fetching">How long it waited for answers of late, and read them.</param>
    /// <param name="waiting">How long it waited meanwhile until the writers took its pages.</param>
    public bool LetGo(TimeSpan fetching, TimeSpan waiting)
    {
        lock (_lock)
        {
            if (_wanted <= Fewest || Volatile.Read(ref _idleWriters) > 0 || waiting <= fetching * MostWaitingToFetching)
            {
                return false;
            }

            _wanted--;
            return true;
        }
    }

    private void Add()
    {
        _wanted++;
        _running++;
        Most = Math.Max(Most, _wanted);
        _ = WorkAsync();
    }

    private async Task WorkAsync()
    {
        try
        {
            await fetchAsync(this).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }

        End();
    }

    private void End()
    {
        lock (_lock)
        {
            _hasEnded = --_running == 0;
            if (!_hasEnded)
            {
                return;
            }
        }

        if (_failure is { } failure)
        {
            _allEnded.SetException(failure);
        }
        else
        {
            _allEnded.SetResult();
        }
    }
}
