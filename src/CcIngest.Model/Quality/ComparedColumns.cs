namespace CcIngest.Model;

/// <summary>A number that two sources both have, and how near they must be.</summary>
/// <param name="Column">The column in the dataset.</param>
/// <param name="Other">The column on the other side.</param>
/// <param name="Tolerance">The share of the larger one by which they may differ.</param>
public sealed record ComparedColumn(string Column, string Other, double Tolerance);

/// <summary>What is compared of a series, said once for every comparison.</summary>
public static class ComparedColumns
{
    /// <summary>A number that was sent, read and stored is the same number; the last bit of a double is left out of it.</summary>
    private const double SameNumber = 1e-12;

    /// <summary>Prices of two sources are the same trades' prices.</summary>
    private const double Price = 1e-9;

    /// <summary>Amounts are sums, each side rounding its own.</summary>
    private const double Amount = 1e-6;

    /// <summary>
    /// Of candles beside the klines of their exchange. CCData opens a candle at the trade before it and lets that price count for high and low; an
    /// exchange does not: so the prices of trades are compared.
    /// </summary>
    private static readonly ComparedColumn[] Klines =
    [
        new("first_trade_price", "open", Price),
        new("high_trade_price", "high", Price),
        new("low_trade_price", "low", Price),
        new("close", "close", Price),
        new("volume", "volume", Amount),
        new("quote_volume", "quote_volume", Amount),
        new("total_trades", "trades", 0),
    ];

    /// <summary>Every value of a row but its key and its clocks, beside the same from the same source.</summary>
    public static IReadOnlyList<ComparedColumn> WithItself(Dataset dataset) => [.. dataset.Columns.Index()
        .Where(column => column.Item.Role == ColumnRole.Value && !dataset.Key.Contains(column.Index))
        .Select(column => new ComparedColumn(column.Item.Name, column.Item.Name, SameNumber))];

    /// <summary>The numbers of a candle that an exchange's klines have too; empty for what is no candle of an exchange.</summary>
    public static IReadOnlyList<ComparedColumn> WithKlines(Dataset dataset) => dataset.Market is Market.Spot or Market.Futures
        ? [.. Klines.Where(column => dataset.TryGetOrdinal(column.Column, out _) && dataset.TryGetOrdinal("first_trade_price", out _))]
        : [];
}
