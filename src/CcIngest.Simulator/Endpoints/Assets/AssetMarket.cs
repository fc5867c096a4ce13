namespace CcIngest.Simulator;

/// <summary>What moves of an asset, at one moment. USD; null without a price.</summary>
internal sealed record AssetMarket
{
    public static readonly IReadOnlyList<string> Windows = ["24_HOUR", "7_DAY", "30_DAY"];

    private static readonly int[] WindowDays = [1, 7, 30];

    public required SimulatedAsset Asset { get; init; }

    public double? Price { get; init; }

    /// <summary>Unix seconds; a little before the moment.</summary>
    public required long PriceTime { get; init; }

    public double? MarketCap => Price is double price ? Rounded(price * Asset.Supply) : null;

    /// <summary>All spot trading of the last day, seven and thirty days, USD.</summary>
    public required double[] Volumes { get; init; }

    /// <summary>How the price moved in the same windows, USD.</summary>
    public double[]? Changes { get; init; }

    public static AssetMarket At(SimulatedAsset asset, long now)
    {
        long priceTime = now - 1 - CounterHash.Below(asset.Seed, 7, 60);
        double? price = asset.Price is AssetPrice known ? Rounded(known.At(priceTime)) : null;

        // Volume falls with the place in the list, faster than the place grows; money and unpriced records are not traded.
        double place = asset.Place + 1;
        double month = asset.CanBeBase ? 7e11 / (place * Math.Sqrt(Math.Sqrt(place))) : 0;
        return new AssetMarket
        {
            Asset = asset,
            Price = price,
            PriceTime = priceTime,
            Volumes = [.. WindowDays.Select(days => Rounded(month * days / 30 * (days == 30 ? 1 : 0.7 + (0.6 * CounterHash.Unit(asset.Seed, (now / 86400) + days)))))],
            Changes = price is null ? null : [.. WindowDays.Select(days => Rounded(price.Value - asset.Price!.At(priceTime - (days * 86400L))))],
        };
    }

    /// <summary>Twelve significant digits, about what the API has.</summary>
    public static double Rounded(double value)
    {
        double size = Math.Abs(value);
        int decimals = PowersOfTen.DecimalsFor(size, significantDigits: 12);
        return size == 0 || decimals > 15 ? value : Math.Round(value, decimals);
    }
}
