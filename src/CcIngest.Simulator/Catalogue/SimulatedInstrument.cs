namespace CcIngest.Simulator;

/// <summary>A spot instrument of a venue. Times are Unix seconds.</summary>
internal sealed record SimulatedInstrument
{
    /// <summary>The venue, lower case.</summary>
    public required string Market { get; init; }

    public required SimulatedAsset Base { get; init; }

    public required SimulatedAsset Quote { get; init; }

    /// <summary>BASE-QUOTE.</summary>
    public required string Mapped { get; init; }

    /// <summary>The venue's own name for it; unique there.</summary>
    public required string Raw { get; init; }

    /// <summary>What it is called while trading goes on: <c>ACTIVE</c>, or <c>IGNORED</c>.</summary>
    public string StatusWhileTrading { get; init; } = InstrumentStatus.Active;

    /// <summary>What it is called afterwards: <c>RETIRED</c> or <c>EXPIRED</c>.</summary>
    public string StatusAfterwards { get; init; } = InstrumentStatus.Retired;

    /// <summary>Its candles; null for one that never traded.</summary>
    public CandleSeries? Series { get; init; }

    public required long MappedOn { get; init; }

    public required string HistoShard { get; init; }

    public string StatusAt(long now) => Series is not null && Series.HasEnded(now) ? StatusAfterwards : StatusWhileTrading;
}
