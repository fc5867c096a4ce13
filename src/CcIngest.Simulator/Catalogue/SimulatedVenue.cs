namespace CcIngest.Simulator;

/// <summary>A venue with its instruments.</summary>
internal sealed class SimulatedVenue
{
    private readonly Dictionary<string, SimulatedInstrument> _byMapped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedInstrument> _byRaw = new(StringComparer.Ordinal);

    public SimulatedVenue(KnownVenue description, int place, ulong seed)
    {
        Description = description;
        Market = description.InternalName.ToLowerInvariant();
        Place = place;
        Seed = CounterHash.Seed(seed, Market);
    }

    public KnownVenue Description { get; }

    /// <summary>The name in lower case, as the data-api has it.</summary>
    public string Market { get; }

    /// <summary>Its place in the list, from 0.</summary>
    public int Place { get; }

    public ulong Seed { get; }

    public IReadOnlyCollection<SimulatedInstrument> Instruments => _byMapped.Values;

    /// <summary>Takes the place of an instrument of the same mapped name.</summary>
    public void Put(SimulatedInstrument instrument)
    {
        if (_byMapped.TryGetValue(instrument.Mapped, out SimulatedInstrument? old))
        {
            _byRaw.Remove(old.Raw);
        }

        _byMapped[instrument.Mapped] = instrument;
        _byRaw.Add(instrument.Raw, instrument);
    }

    /// <summary>By mapped name first, then by the venue's own; case matters.</summary>
    public SimulatedInstrument? Find(string name) => _byMapped.GetValueOrDefault(name) ?? _byRaw.GetValueOrDefault(name);

    public SimulatedInstrument? FindMapped(string name) => _byMapped.GetValueOrDefault(name);
}
