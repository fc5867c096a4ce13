using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace CcIngest.Simulator;

/// <summary>What the simulated market data APIs hold. The same options give the same answers, byte for byte.</summary>
public sealed record SimulatorOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>The simulated time, UTC. It stands still unless <see cref="ClockRuns"/>; sent in every <c>Date</c> header.</summary>
    public DateTime Now { get; init; } = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Whether time goes on from <see cref="Now"/> at the pace of the real clock.</summary>
    public bool ClockRuns { get; init; }

    /// <summary>Venues; the first ones have real names (kraken, coinbase, binance …) and good grades. 1 to 500.</summary>
    public int Exchanges { get; init; } = 24;

    /// <summary>Spot instruments over all venues, delisted ones included; at least one a venue.</summary>
    public int Instruments { get; init; } = 1_200;

    /// <summary>The most futures contracts over all futures venues, expired ones included; few assets or a short history make fewer. 0 for none.</summary>
    public int FuturesInstruments { get; init; } = 240;

    /// <summary>Assets in the top list; 10 to 20,000.</summary>
    public int Assets { get; init; } = 150;

    /// <summary>Where the oldest series begin, UTC; listings spread from here to <see cref="Now"/>.</summary>
    public DateTime HistoryStart { get; init; } = new(2018, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The key that requests must carry; null to take any or none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Limits of the key; null for none.</summary>
    public SimulatorLimits? Limits { get; init; }

    /// <summary>
    /// What exchanges allow one address, in their own weights and windows of the simulated clock: <c>binance</c> and <c>binance-usdm</c> weight a
    /// minute (6,000 and 2,400 really), <c>coinbase</c> (10) and <c>kraken</c> (1) calls a second. An exchange that is not here has no limit.
    /// </summary>
    public IReadOnlyDictionary<string, int> VenueLimits { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>A folder of recorded answers of exchanges, served in place of generated ones; null for none.</summary>
    public string? Recordings { get; init; }

    /// <summary>Whether an answer 429 says <c>Retry-After</c>, in seconds; the real API is not known to.</summary>
    public bool RetryAfter { get; init; } = true;

    /// <summary>Candles to serve instead of generated ones for one instrument; null for none.</summary>
    public SimulatorReplay? Replay { get; init; }

    /// <summary>Faults to show, chosen by chance and <see cref="Seed"/>: a request that comes again gets a new chance. Empty for none.</summary>
    public IReadOnlyList<SimulatorFault> Faults { get; init; } = [];

    /// <summary>The port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>What measures the time that goes by: for the windows of the limits, and for <see cref="ClockRuns"/>.</summary>
    [JsonIgnore]
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>As <see cref="VenueLimits"/>; null for none.</summary>
    internal int? LimitOf(string exchange) => VenueLimits.TryGetValue(exchange, out int limit) ? limit : null;
}

/// <summary>Calls allowed per fixed window. The API's own plans are listed with its rate-limit endpoint.</summary>
public sealed record SimulatorLimits(int Second, int Minute, int Hour, int Day, int Month);

/// <summary>Recorded candles: rows <c>[open time in Unix ms, open, high, low, close, volume]</c>; absent periods are periods without trades.</summary>
/// <param name="File">A JSON file, an array of such rows.</param>
/// <param name="Exchange">The venue that lists the instrument.</param>
/// <param name="Instrument">The mapped name it is served under.</param>
/// <param name="Interval"><c>1m</c>, <c>1h</c> or <c>1d</c>: what a row of the file is.</param>
public sealed record SimulatorReplay(string File, string Exchange, string Instrument, string Interval);
