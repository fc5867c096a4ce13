namespace CcIngest.Simulator;

/// <summary>A futures venue with its contracts.</summary>
internal sealed class FuturesVenue(KnownFuturesVenue description, int place, ulong seed)
{
    private readonly Dictionary<string, SimulatedContract> _byMapped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedContract> _byRaw = new(StringComparer.Ordinal);

    public KnownFuturesVenue Description => description;

    /// <summary>The name in lower case.</summary>
    public string Market => description.Market;

    /// <summary>Its place in the list, from 0.</summary>
    public int Place => place;

    public ulong Seed { get; } = CounterHash.Seed(seed, $"futures {description.Market}");

    public IReadOnlyCollection<SimulatedContract> Contracts => _byMapped.Values;

    public void Add(SimulatedContract contract)
    {
        _byMapped.Add(contract.Mapped, contract);
        _byRaw.Add(contract.Raw, contract);
    }

    /// <summary>By mapped name first, then by the venue's own; case matters.</summary>
    public SimulatedContract? Find(string name) => _byMapped.GetValueOrDefault(name) ?? _byRaw.GetValueOrDefault(name);

    public SimulatedContract? FindMapped(string name) => _byMapped.GetValueOrDefault(name);
}
