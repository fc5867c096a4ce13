using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>Everything the simulated APIs know: assets, venues and their instruments, futures contracts, indices. It does not change while the server runs.</summary>
internal sealed class SimulatedMarkets
{
    private const int LeastAssets = 10, MostAssets = 20_000, MostExchanges = 500;

    private readonly Dictionary<string, SimulatedVenue> _venues;

    /// <exception cref="IngestException">An option is out of its bounds, or the recording cannot be replayed.</exception>
    public SimulatedMarkets(SimulatorOptions options)
    {
        Check(options);
        Seed = CounterHash.Seed((ulong)options.Seed, "markets");
        long now = new DateTimeOffset(DateTime.SpecifyKind(options.Now, DateTimeKind.Utc)).ToUnixTimeSeconds();
        long start = new DateTimeOffset(DateTime.SpecifyKind(options.HistoryStart, DateTimeKind.Utc)).ToUnixTimeSeconds();
        Assets = new AssetCatalogue(Seed, options.Assets, now);
        Venues =
        [
            .. Enumerable.Range(0, options.Exchanges).Select(place => new SimulatedVenue(
                place < KnownVenues.All.Count ? KnownVenues.All[place] : KnownVenues.MadeUp(place, Seed), place, Seed)),
        ];
        _venues = Venues.ToDictionary(venue => venue.Market, StringComparer.Ordinal);
        InstrumentListing listing = new(Assets, start, now);
        Spread(listing, options.Instruments);
        Futures = new FuturesCatalogue(Seed, Assets, options.FuturesInstruments, start, now);
        Indices = new IndexCatalogue(Seed, Assets, start, now);
        if (options.Replay is SimulatorReplay replay)
        {
            Replay(listing, replay);
        }
    }

    public ulong Seed { get; }

    public AssetCatalogue Assets { get; }

    public IReadOnlyList<SimulatedVenue> Venues { get; }

    public FuturesCatalogue Futures { get; }

    public IndexCatalogue Indices { get; }

    /// <summary>By name; the API lower-cases what it gets.</summary>
    public SimulatedVenue? FindVenue(string market) => _venues.GetValueOrDefault(market.ToLowerInvariant());

    private static void Check(SimulatorOptions options)
    {
        Bound(nameof(options.Exchanges), options.Exchanges, 1, MostExchanges);
        Bound(nameof(options.Assets), options.Assets, LeastAssets, MostAssets);
        Bound(nameof(options.Instruments), options.Instruments, options.Exchanges, int.MaxValue);
        Bound(nameof(options.FuturesInstruments), options.FuturesInstruments, 0, int.MaxValue);
        Bound(nameof(options.Port), options.Port, 0, 65535);
        if (options.HistoryStart.Year < 1971 || options.Now - options.HistoryStart < TimeSpan.FromDays(2))
        {
            throw new IngestException(IngestErrorId.SettingInvalid,
                FormattableString.Invariant($"The simulated history from {options.HistoryStart:yyyy-MM-dd} to {options.Now:yyyy-MM-dd} is too short or too old."),
                "Begin in 1971 or later and leave at least two days.");
        }
    }

    private static void Bound(string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new IngestException(IngestErrorId.SettingInvalid,
                $"The simulator's {name} is {value}.", $"Give a number from {least} to {most}.");
        }
    }

    /// <summary>Earlier venues get more pairs, none gets none; what a venue cannot hold goes to the others.</summary>
    private void Spread(InstrumentListing listing, int instruments)
    {
        int[] capacities = [.. Venues.Select(listing.Capacity)];
        long capacity = capacities.Sum(room => (long)room);
        if (instruments > capacity)
        {
            throw new IngestException(IngestErrorId.SettingInvalid,
                $"{instruments} instruments do not fit: {Venues.Count} exchanges and {Assets.All.Count} assets make {capacity} pairs.",
                "Ask for fewer instruments or more exchanges or assets.");
        }

        double[] weights = [.. Venues.Select(venue => 1.4 - (0.8 * venue.Place / Venues.Count))];
        double totalWeight = weights.Sum();
        int[] counts = [.. weights.Select((weight, place) => Math.Min(capacities[place], 1 + (int)((instruments - Venues.Count) * weight / totalWeight)))];
        int left = instruments - counts.Sum();
        for (int place = 0; left > 0; place = (place + 1) % counts.Length)
        {
            if (counts[place] < capacities[place])
            {
                counts[place]++;
                left--;
            }
        }

        foreach ((SimulatedVenue venue, int count) in Venues.Zip(counts))
        {
            listing.List(venue, count);
        }
    }

    private void Replay(InstrumentListing listing, SimulatorReplay replay)
    {
        SimulatedVenue venue = FindVenue(replay.Exchange) ?? throw new IngestException(IngestErrorId.SettingInvalid,
            $"The recording is to be replayed on '{replay.Exchange}', which is not among the simulated exchanges.",
            $"Use one of: {string.Join(", ", Venues.Take(10).Select(known => known.Market))} ….");
        int dash = replay.Instrument.LastIndexOf('-');
        if (dash < 1 || dash == replay.Instrument.Length - 1)
        {
            throw new IngestException(IngestErrorId.SettingInvalid,
                $"'{replay.Instrument}' is not the mapped name of an instrument.", "Write BASE-QUOTE, for example ALT-BTC.");
        }

        venue.Put(listing.Replay(venue, replay.Instrument, ReplayFile.Read(replay, CounterHash.Seed(venue.Seed, replay.Instrument))));
    }
}
