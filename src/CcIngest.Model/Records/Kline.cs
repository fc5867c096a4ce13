using System.Globalization;

namespace CcIngest.Model;

/// <summary>A candle as an exchange gave it. <see cref="Open"/> is the first trade in the period.</summary>
public sealed record Kline
{
    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string NativeSymbol { get; init; }

    public required string Interval { get; init; }

    /// <summary>The start of the period, UTC.</summary>
    public required DateTime OpenTime { get; init; }

    public decimal Open { get; init; }

    public decimal High { get; init; }

    public decimal Low { get; init; }

    public decimal Close { get; init; }

    /// <summary>Quantity traded, in units of the base asset.</summary>
    public decimal Volume { get; init; }

    /// <summary>Value traded, in units of the quote asset; null where the exchange does not say.</summary>
    public decimal? QuoteVolume { get; init; }

    public long? Trades { get; init; }

    /// <summary>Base asset bought by takers.</summary>
    public decimal? TakerBuyVolume { get; init; }

    /// <summary>Quote asset paid by takers.</summary>
    public decimal? TakerBuyQuoteVolume { get; init; }

    /// <summary>The price weighted by volume.</summary>
    public decimal? Vwap { get; init; }

    /// <summary>UTC, when these values became known.</summary>
    public DateTime CollectedAt { get; init; }

    /// <summary>The row of a batch of <see cref="Klines.Dataset"/>.</summary>
    /// <exception cref="IngestException">A value has more digits than a <see cref="decimal"/> keeps: it is not rounded.</exception>
    public static Kline Of(RowBatch rows, int row)
    {
        return new Kline
        {
            Exchange = rows.Text(row, Ordinal("exchange")) ?? "",
            NativeSymbol = rows.Text(row, Ordinal("native_symbol")) ?? "",
            Interval = rows.Text(row, Ordinal("interval")) ?? "",
            OpenTime = rows.Time(row, Ordinal("open_time")),
            Open = Exact("open") ?? 0,
            High = Exact("high") ?? 0,
            Low = Exact("low") ?? 0,
            Close = Exact("close") ?? 0,
            Volume = Exact("volume") ?? 0,
            QuoteVolume = Exact("quote_volume"),
            Trades = rows.IsNull(row, Ordinal("trades")) ? null : rows.Int64(row, Ordinal("trades")),
            TakerBuyVolume = Exact("taker_buy_volume"),
            TakerBuyQuoteVolume = Exact("taker_buy_quote_volume"),
            Vwap = Exact("vwap"),
            CollectedAt = rows.Time(row, Ordinal("collected_at")),
        };

        int Ordinal(string column) => rows.Dataset.Ordinal(column);

        decimal? Exact(string column)
        {
            if (rows.Text(row, Ordinal(column)) is not { } text)
            {
                return null;
            }

            // Parsing rounds silently to 28 digits.
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
                && ExactDecimal.Compare(value.ToString(CultureInfo.InvariantCulture), text) == 0
                ? value
                : throw new IngestException(IngestErrorId.StoreFailed,
                    $"{column} is {text}, which has more digits than a decimal of this runtime keeps.", "Read that row of klines with SQL: there it is exact.", scope: FailureScope.Leg);
        }
    }
}
