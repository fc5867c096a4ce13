namespace CcIngest.Ingestion;

/// <summary>
/// As many fetchers as the source's latency asks for: begins with few, and gets one more each time that a writer runs out of pages. None is added that
/// would only wait with the others, and a page of memory with it. Safe for several threads.
/// </summary>
/// <param name="most">How many are worth having.</param>
/// <param name="fetchAsync">The work of one, until there is none left. The task does not throw.</param>
/// <param name="wouldWait">Whether one more would wait for a limit of the source, or for work.</param>
internal sealed class FetcherCrew(int most, Func<Task> fetchAsync, Func<bool> wouldWait)
{
    /// <summary>One reads an answer while the other one waits for the next.</summary>
    public const int Fewest = 2;

    private readonly Lock _lock = new();
    private readonly List<Task> _fetching = [];
    private bool _hasBegun;
    private bool _hasEnded;

    /// <summary>How many there were at once.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _fetching.Count;
            }
        }
    }

    /// <summary>Ends when all have ended, those that are added meanwhile included.</summary>
    public async Task RunAsync()
    {
        lock (_lock)
        {
            _hasBegun = true;
            _fetching.AddRange(Enumerable.Range(0, Math.Min(Fewest, most)).Select(_ => fetchAsync()));
        }

        for (Task[] some = EndOrMore(0); some.Length > 0; some = EndOrMore(some.Length))
        {
            await Task.WhenAll(some).ConfigureAwait(false);
        }
    }

    /// <summary>A writer has nothing to write.</summary>
    public void AddForIdleWriter()
    {
        if (Count >= most || wouldWait())
        {
            return;
        }

        lock (_lock)
        {
            if (_fetching.Count < most && _hasBegun && !_hasEnded)
            {
                _fetching.Add(fetchAsync());
            }
        }
    }

    /// <param name="ended">So many have ended.</param>
    /// <returns>All, when there are more; else none, and none is added any more.</returns>
    private Task[] EndOrMore(int ended)
    {
        lock (_lock)
        {
            _hasEnded = _fetching.Count == ended;
            return _hasEnded ? [] : [.. _fetching];
        }
    }
}
