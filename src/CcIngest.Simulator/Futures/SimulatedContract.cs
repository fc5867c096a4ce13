namespace CcIngest.Simulator;

/// <summary>A perpetual or dated contract of a futures venue, and its histories. Times are Unix seconds.</summary>
internal sealed record SimulatedContract
{
    /// <summary>The venue, lower case.</summary>
    public required string Market { get; init; }

    public required SimulatedAsset Underlying { get; init; }

    public required SimulatedAsset Quote { get; init; }

    public required SimulatedAsset Settlement { get; init; }

    public required ContractForm Form { get; init; }

    /// <summary>UNDERLYING-QUOTE-FORM-PERPETUAL, or with the day of expiry as its last part.</summary>
    public required string Mapped { get; init; }

    /// <summary>The venue's own name for it; unique there.</summary>
    public required string Raw { get; init; }

    /// <summary>The second of expiry; null for a perpetual.</summary>
    public long? Expiry { get; init; }

    /// <summary>What it is called while trading goes on.</summary>
    public required string StatusWhileTrading { get; init; }

    /// <summary>What it is called afterwards.</summary>
    public required string StatusAfterwards { get; init; }

    public required ContractSize Size { get; init; }

    public required long MappedOn { get; init; }

    public required string HistoShard { get; init; }

    /// <summary>Null for a contract that never traded.</summary>
    public CandleSeries? Trades { get; init; }

    /// <summary>Null for what is not funded: dated contracts, and those that never traded.</summary>
    public FundingHistory? Funding { get; init; }

    /// <summary>Null for a contract that never traded.</summary>
    public OpenInterestHistory? OpenInterest { get; init; }

    /// <summary>What one contract is counted in: the underlying, or the quote currency of an inverse one.</summary>
    public SimulatedAsset ContractCurrency => Form == ContractForm.Inverse ? Quote : Underlying;

    public IHistory Candles => new CandleHistory(
        Trades, StatusAt, (period, groups) => new CandleRowText(Names(period, "914", groups), Trades!.Precision, groups, ofContracts: true), Size);

    public string StatusAt(long now) => Trades is not null && Trades.HasEnded(now) ? StatusAfterwards : StatusWhileTrading;

    /// <summary>What is the same in every row of its histories.</summary>
    /// <param name="period">The length of a row's period.</param>
    /// <param name="type">The API's number of the kind of row.</param>
    /// <param name="groups">The fields that were asked for.</param>
    public RowNames Names(Period period, string type, RowGroups groups) => new RowNames(period.Unit, type, Market, Raw, groups)
        .Mapping(
            ("MAPPED_INSTRUMENT", Mapped), ("INDEX_UNDERLYING", Underlying.Symbol), ("QUOTE_CURRENCY", Quote.Symbol),
            ("SETTLEMENT_CURRENCY", Settlement.Symbol), ("CONTRACT_CURRENCY", ContractCurrency.Symbol), ("DENOMINATION_TYPE", Form.Word()))
        .Advanced(
            ("INDEX_UNDERLYING_ID", Underlying.Id), ("QUOTE_CURRENCY_ID", Quote.Id), ("SETTLEMENT_CURRENCY_ID", Settlement.Id),
            ("CONTRACT_CURRENCY_ID", ContractCurrency.Id));
}
