namespace CcIngest.Model;

/// <summary>The lists that a source gives whole, by the words that jobs use.</summary>
public static class ReferenceList
{
    /// <summary>Venues with grades.</summary>
    public const string Exchanges = "exchanges";

    /// <summary>Assets with a snapshot of their market data.</summary>
    public const string Assets = "assets";

    /// <summary>Spot venues with their instruments.</summary>
    public const string SpotInstruments = "spot-instruments";

    /// <summary>Symbols of exchanges, asked of the exchanges themselves.</summary>
    public const string Symbols = "symbols";

    /// <summary>Futures venues with their contracts.</summary>
    public const string FuturesInstruments = "futures-instruments";

    public static IReadOnlyList<string> All { get; } = [Exchanges, Assets, SpotInstruments, FuturesInstruments, Symbols];
}
