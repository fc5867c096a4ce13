namespace CcIngest.Simulator;

/// <summary>
/// What an asset has several of, at a moment: some industries come and go with the quarters, Ethereum left proof of work on 2022-09-15, and some
/// assets got another symbol on a day of 2025 or 2026.
/// </summary>
internal sealed record AssetTraits(
    IReadOnlyList<string> Industries, string? Mechanism, string? Algorithm, string? Hash, string? PreviousSymbol, long? RenamedAt)
{
    private const long Day = 86400;

    /// <summary>2022-09-15T06:42:42Z.</summary>
    private const long EthereumMerge = 1_663_224_162;

    /// <summary>2025-01-01.</summary>
    private const long FirstRename = 1_735_689_600;

    private static readonly string[] Fashions = ["GAMING", "ORACLE", "LENDING", "STORAGE", "IDENTITY"];

    public static AssetTraits At(SimulatedAsset asset, long now)
    {
        string main = asset.Symbol is "USDT" or "USDC" ? "STABLECOIN" : "PAYMENT";
        bool isFashionable = asset.Place % 4 == 3;
        string fashion = Fashions[(asset.Place + (now / (90 * Day))) % Fashions.Length];
        bool isChain = asset.Type == "BLOCKCHAIN";
        bool works = isChain && (asset.Symbol == "ETH" ? now < EthereumMerge : asset.Place % 2 == 1 || asset.Symbol == "BTC");
        (string? previous, long? renamed) = Renaming(asset, now);
        return new AssetTraits(
            isFashionable ? [main, fashion] : [main],
            isChain ? works ? "POW" : "POS" : null,
            isChain ? works ? "Nakamoto Consensus" : "Byzantine Fault Tolerance" : null,
            works ? "SHA_256" : null,
            previous, renamed);
    }

    private static (string? Previous, long? At) Renaming(SimulatedAsset asset, long now)
    {
        if (asset.Symbol == "USDT")
        {
            return ("REALCOIN", 1_416_441_600);
        }

        long renamed = FirstRename + CounterHash.Below(asset.Seed, 9, 730 * Day);
        return asset.Place % 12 == 11 && renamed <= now ? ($"OLD{asset.Symbol}", renamed) : (null, null);
    }
}
