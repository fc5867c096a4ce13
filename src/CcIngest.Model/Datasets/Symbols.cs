namespace CcIngest.Model;

/// <summary>What exchanges list, in their own names and in standard ones: <c>symbols</c>. What a row said before stands in <c>cc_revisions</c>.</summary>
public static class Symbols
{
    /// <summary>Digits of exact decimals in all, and behind the point: 20 before it, as many as any venue quotes.</summary>
    public const int Precision = 38;

    public const int Scale = 18;

    /// <summary>Can be traded.</summary>
    public const string Active = "ACTIVE";

    /// <summary>Orders can be cancelled or reduced, or only some kinds of them given.</summary>
    public const string Restricted = "RESTRICTED";

    /// <summary>Listed, and trading rests.</summary>
    public const string Halted = "HALTED";

    /// <summary>Listed, and trading has not begun.</summary>
    public const string Pending = "PENDING";

    /// <summary>Settled or delisted.</summary>
    public const string Closed = "CLOSED";

    /// <summary>The venue says a word that this program does not know.</summary>
    public const string Other = "OTHER";

    /// <summary>The venue no longer lists it.</summary>
    public const string Vanished = "VANISHED";

    public static readonly Dataset Dataset = new("symbols", "symbols",
    [
        Column.Text("exchange", 64).Required().Exactly().In("venue, lower case"),
        Column.Text("native_symbol", 128).Required().Exactly().In("name on the exchange"),
        Column.Text("standard_symbol", 128).Required().Exactly().In("BASE-QUOTE-SPOT, BASE-QUOTE-PERP or BASE-QUOTE-FUTURE_yyMMdd"),
        Column.Text("base", 64).Required().Exactly().In("standard name of the asset"),
        Column.Text("quote", 64).Required().Exactly().In("standard name of the asset"),
        Column.Text("type", 16).Required().Exactly().In("SPOT, PERP, FUTURE"),
        Column.Text("status", 16).Required().Exactly().In("ACTIVE, RESTRICTED, HALTED, PENDING, CLOSED, OTHER, or VANISHED"),
        Column.Text("native_status", 64).Exactly().In("the venue's own word; null where it says none"),
        Column.DateTime("listing_time").In("UTC; null where the venue does not say"),
        Column.DateTime("delivery_time").In("UTC; null for what has no end"),
        Exact("tick_size").In("smallest step of a price, quote per base"),
        Exact("lot_size").In("smallest step of a quantity, base asset or contracts"),
        Exact("contract_size").In("base asset in one contract; null for spot"),
        Column.DateTime("first_seen").Required().As(ColumnRole.CreatedAt).In("UTC, first list that had it"),
        Column.DateTime("last_seen").Required().As(ColumnRole.RetrievedAt).In("UTC, last list that had it"),
        Column.UpdatedAt(),
    ], "exchange", "native_symbol")
    {
        Description = "Symbols of exchanges in native and standard names; one that is no longer listed stays, as VANISHED. Earlier values are in cc_revisions.",
        Origin = "the exchange's own list of symbols",
        Since = 3,
        Rules =
        [
            KeyRules.NotBlank("exchange"),
            KeyRules.NotBlank("native_symbol"),
            new ValidationRule("standard-symbol", $"standard_symbol is of the form {StandardSymbol.Form}", (batch, row) =>
                StandardSymbol.TryParse(batch.Text(row, batch.Dataset.Ordinal("standard_symbol")), out _, out _)) { Columns = ["native_symbol", "standard_symbol"] },
        ],
    };

    static Symbols()
    {
        Dataset.Index("standard_symbol");
        Dataset.Revise("exchange", "native_symbol", "first_seen");
    }

    private static Column Exact(string name) => Column.Decimal(name, Precision, Scale);
}
