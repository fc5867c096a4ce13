using System.Collections.Concurrent;

namespace CcIngest.Simulator;

/// <summary>How often what was asked, refused requests included. Safe for several threads; remembers a bounded number of names.</summary>
public sealed class RequestCounters
{
    /// <summary>Paths and series beyond so many are counted together under <see cref="Others"/>.</summary>
    public const int MostNames = 100_000;

    public const string Others = "(others)";

    private readonly ConcurrentDictionary<string, long> _paths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, long> _seconds = new();
    private long _total;
    private long _refused;

    public long Total => Interlocked.Read(ref _total);

    /// <summary>Requests by path, for example <c>/spot/v1/historical/days</c>. A snapshot.</summary>
    public IReadOnlyDictionary<string, long> ByPath => new Dictionary<string, long>(_paths, StringComparer.Ordinal);

    /// <summary>History requests by series as they were asked for, for example <c>kraken BTC-USD 1d</c>. A snapshot.</summary>
    public IReadOnlyDictionary<string, long> BySeries => new Dictionary<string, long>(_series, StringComparer.Ordinal);

    /// <summary>Answers that a fault spoiled, by its name; of faults that choose candles or instruments nothing is counted. A snapshot.</summary>
    public IReadOnlyDictionary<string, long> ByFault => new Dictionary<string, long>(_faults, StringComparer.Ordinal);

    internal void CountFault(string name) => Add(_faults, name);

    /// <summary>Requests that a limit refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Requests that counted against the limits, by the second (Unix time) of the clock in which their windows turn. A snapshot.</summary>
    public IReadOnlyDictionary<long, long> BySecond => new SortedDictionary<long, long>(_seconds);

    internal void CountAgainstLimits(DateTimeOffset now, bool isRefused)
    {
        if (isRefused)
        {
            Interlocked.Increment(ref _refused);
        }
        else if (_seconds.Count < MostNames)
        {
            _seconds.AddOrUpdate(now.ToUnixTimeSeconds(), 1, (_, count) => count + 1);
        }
    }

    internal void Count(string path, string? series)
    {
        Interlocked.Increment(ref _total);
        Add(_paths, path);
        if (series is not null)
        {
            Add(_series, series);
        }
    }

    internal void Reset()
    {
        Interlocked.Exchange(ref _total, 0);
        Interlocked.Exchange(ref _refused, 0);
        _seconds.Clear();
        _paths.Clear();
        _series.Clear();
        _faults.Clear();
    }

    private static void Add(ConcurrentDictionary<string, long> counts, string name)
    {
        string known = counts.ContainsKey(name) || counts.Count < MostNames ? name : Others;
        counts.AddOrUpdate(known, 1, (_, count) => count + 1);
    }
}
