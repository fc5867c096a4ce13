using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A candle, or what several of them are together. A number that one of them lacks is null.</summary>
internal sealed record CandleSum(DateTime Start, long Rows)
{
    /// <summary>Sums of many doubles, or of decimals read as doubles, agree to this share; more is a wrong number.</summary>
    private const double SumTolerance = 1e-6;

    /// <summary>Prices are the same numbers.</summary>
    private const double PriceTolerance = 1e-9;

    public double? Open { get; init; }

    public double? High { get; init; }

    public double? Low { get; init; }

    public double? Close { get; init; }

    public double? Volume { get; init; }

    public double? QuoteVolume { get; init; }

    public double? Trades { get; init; }

    /// <summary>This candle and the one that follows it.</summary>
    public CandleSum With(CandleSum next) => this with
    {
        Rows = Rows + next.Rows,
        High = Math.Max(High ?? double.NaN, next.High ?? double.NaN) is var high && double.IsNaN(high) ? null : high,
        Low = Math.Min(Low ?? double.NaN, next.Low ?? double.NaN) is var low && double.IsNaN(low) ? null : low,
        Close = next.Close,
        Volume = Volume + next.Volume,
        QuoteVolume = QuoteVolume + next.QuoteVolume,
        Trades = Trades + next.Trades,
    };

    /// <summary>In what a candle that is stored is not what this one says.</summary>
    public (string Name, double Found, double Expected)[] Differences(CandleSum stored) =>
    [
        .. new (string Name, double? Found, double? Expected, double Tolerance)[]
        {
            ("open", stored.Open, Open, PriceTolerance),
            ("high", stored.High, High, PriceTolerance),
            ("low", stored.Low, Low, PriceTolerance),
            ("close", stored.Close, Close, PriceTolerance),
            ("volume", stored.Volume, Volume, SumTolerance),
            ("quote_volume", stored.QuoteVolume, QuoteVolume, SumTolerance),
            ("trades", stored.Trades, Trades, 0),
        }
        .Where(one => one.Found is { } found && one.Expected is { } expected
            && Math.Abs(found - expected) > one.Tolerance * Math.Max(Math.Abs(found), Math.Abs(expected)))
        .Select(one => (one.Name, one.Found.GetValueOrDefault(), one.Expected.GetValueOrDefault())),
    ];

    public static string Shown((string Name, double Found, double Expected)[] differences, Func<(string Name, double Found, double Expected), double> value) =>
        string.Join(", ", differences.Select(difference => FormattableString.Invariant($"{difference.Name}={value(difference):G12}")));
}
