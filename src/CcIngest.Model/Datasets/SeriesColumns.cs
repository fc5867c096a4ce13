namespace CcIngest.Model;

/// <summary>The columns by which a row of a time series is known.</summary>
/// <param name="Exchange">The venue, or the index family.</param>
/// <param name="Symbol">The raw symbol: the instrument's name on the exchange; or its first half, where <see cref="Quote"/> has the second one.</param>
/// <param name="Time">The start of the period.</param>
public sealed record SeriesColumns(int Exchange, int Symbol, int Time)
{
    /// <summary>The printed interval, in a table of several; null where the table has one.</summary>
    public int? Interval { get; init; }

    /// <summary>The second half of the symbol, behind its last hyphen, in tables that keep the two apart; null where they do not.</summary>
    public int? Quote { get; init; }

    /// <summary>The symbol of the series that a row belongs to; null when a part of it is.</summary>
    public string? SymbolOf(RowBatch rows, int row) => Quote is not { } quote
        ? rows.Text(row, Symbol)
        : rows.Text(row, Symbol) is { } first && rows.Text(row, quote) is { } second ? $"{first}-{second}" : null;

    /// <summary>Gives a row the names of its series.</summary>
    public void Name(RowBatch rows, int row, string exchange, string symbol)
    {
        rows.Set(row, Exchange, exchange);
        if (Quote is not { } quote)
        {
            rows.Set(row, Symbol, symbol);
            return;
        }

        int hyphen = symbol.LastIndexOf('-');
        rows.Set(row, Symbol, hyphen < 0 ? symbol : symbol[..hyphen]);
        rows.Set(row, quote, hyphen < 0 ? "" : symbol[(hyphen + 1)..]);
    }
}
