using CcIngest.Simulator;

namespace CcIngest.Cmdlets.Tests;

/// <summary>
/// The simulated market of all tests of this assembly, and stores filled from it to make copies of. The simulator keeps no state, so tests
/// cannot meet in it. Lives as long as the process.
/// </summary>
internal sealed class SharedMarket
{
    /// <summary>The key that <see cref="Locked"/> wants.</summary>
    public const string Key = "the-right-k3y";

    /// <summary>The contract of binance whose funding rates and open interest of December 2025 <see cref="FilledStore"/> has.</summary>
    public const string Contract = "BTC-USDT-VANILLA-PERPETUAL";

    /// <summary>A symbol that binance does not know any more: each tick of it is missed.</summary>
    private static readonly CcIngest.Model.SymbolRecord Unlisted = new()
    {
        Exchange = "binance", NativeSymbol = "GONEUSDT", StandardSymbol = "GONE-USDT-SPOT", Base = "GONE", Quote = "USDT", Type = "SPOT", Status = "ACTIVE",
    };

    private static readonly Lazy<Task<SharedMarket>> Lazy = new(OpenAsync);
    private static readonly SimulatorOptions Small = new() { Exchanges = 8, Instruments = 120, Assets = 40 };

    private readonly Lazy<string> _filled;
    private readonly Lazy<string> _withLetters;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-cmdlets-");

    private SharedMarket(SimulatorServer open, SimulatorServer locked, SimulatorServer faulty)
    {
        (Open, Locked, Faulty) = (open, locked, faulty);
        _filled = new Lazy<string>(() => Fill("filled.db", open, session =>
        {
            session.Run("Sync-CcSymbol", ("Exchange", new[] { "binance", "kraken" }));
            session.Run("Invoke-CcKlineIngest", ("Exchange", "binance"), ("Symbol", "BTC-USDT-SPOT"), ("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01"));
            session.Run("Invoke-CcOrderBookCapture", ("Exchange", "binance"), ("Symbol", "BTC-USDT-SPOT"), ("Depth", 20), ("Every", "00:00:00.5"), ("Count", 2));
            session.Call("Invoke-CcOrderBookCapture", ("SymbolRecord", Unlisted), ("Every", "00:00:05"), ("Count", 2)).Run();
            session.Run("Sync-CcExchange");
            session.Run("Sync-CcAsset");
            session.Run("Sync-CcSpotInstrument", ("Exchange", new[] { "kraken", "coinbase" }));
            session.Run("Invoke-CcOhlcvIngest", ("Exchange", "kraken"), ("Quote", "USD"), ("Interval", "1d"), ("From", "2025-10-01"), ("To", "2026-01-01"));
            session.Run("Sync-CcFuturesInstrument", ("Exchange", "binance"));
            foreach (string ingest in new[] { "Invoke-CcFundingRateIngest", "Invoke-CcOpenInterestIngest" })
            {
                session.Run(ingest, ("Exchange", "binance"), ("Symbol", Contract), ("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01"));
            }
        }));
        _withLetters = new Lazy<string>(() => Fill("letters.db", faulty, session =>
        {
            session.Run("Sync-CcSpotInstrument", ("Exchange", "kraken"));
            session.Run("Invoke-CcOhlcvIngest", ("Exchange", "kraken"), ("Symbol", "BTC-USD"), ("Interval", "1d"), ("From", "2025-07-01"), ("To", "2026-01-01"));
        }));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _folder.Delete(recursive: true);
    }

    public static Task<SharedMarket> Instance => Lazy.Value;

    public SimulatorServer Open { get; }

    /// <summary>Answers only who has <see cref="Key"/>.</summary>
    public SimulatorServer Locked { get; }

    /// <summary>One candle in twenty lacks a price.</summary>
    public SimulatorServer Faulty { get; }

    /// <summary>Exchanges, assets, the instruments of kraken and coinbase, the daily candles of kraken's USD pairs for the last quarter of 2025, symbols, klines, order books and a missed tick of binance.</summary>
    public string FilledStore => _filled.Value;

    /// <summary>The daily candles of kraken's BTC-USD for half a year of the faulty market: some letters, and as many rejected days.</summary>
    public string StoreWithLetters => _withLetters.Value;

    private static async Task<SharedMarket> OpenAsync() => new(
        await SimulatorServer.StartAsync(Small, CancellationToken.None),
        await SimulatorServer.StartAsync(Small with { ApiKey = Key }, CancellationToken.None),
        await SimulatorServer.StartAsync(Small with { Faults = [new SimulatorFault("null-price", 0.05)] }, CancellationToken.None));

    private string Fill(string name, SimulatorServer source, Action<ModuleSession> fill)
    {
        using ModuleSession session = new(this);
        session.ConnectSource(source);
        string file = Path.Combine(_folder.FullName, name);
        session.ConnectStore(file);
        session.Run("Initialize-CcStore");
        fill(session);
        return file;
    }
}
