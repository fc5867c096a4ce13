using System.Collections.Concurrent;

namespace CcIngest.Simulator;

/// <summary>Counts how often things came. Safe for several threads; holds a bounded number of things, the rest share their counts.</summary>
internal sealed class FaultMemory
{
    private const int MostThings = 1_000_000;
    private const int SharedCounts = 4_096;

    private readonly ConcurrentDictionary<ulong, int> _counts = new();

    /// <summary>How often the thing came before; notes that it came once more.</summary>
    public int TimesBefore(string thing)
    {
        ulong key = KeyOf(thing);
        return _counts.AddOrUpdate(key, 1, (_, count) => count + 1) - 1;
    }

    /// <summary>How often the thing came before; notes nothing.</summary>
    public int Times(string thing) => _counts.GetValueOrDefault(KeyOf(thing));

    private ulong KeyOf(string thing)
    {
        ulong key = CounterHash.Seed(0, thing);
        return _counts.ContainsKey(key) || _counts.Count < MostThings ? key : key % SharedCounts;
    }
}
