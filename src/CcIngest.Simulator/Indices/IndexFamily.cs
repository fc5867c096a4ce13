namespace CcIngest.Simulator;

/// <summary>A family of indices and its indices.</summary>
/// <param name="Name">As it is asked for: cadli, ccix.</param>
/// <param name="HasTiers">Whether volumes are told by kind of venue too.</param>
/// <param name="Indices">By name: BASE-QUOTE.</param>
internal sealed record IndexFamily(string Name, bool HasTiers, IReadOnlyDictionary<string, SimulatedIndex> Indices);

/// <summary>The price of an asset over many venues.</summary>
/// <param name="Market">The family.</param>
/// <param name="Name">BASE-QUOTE.</param>
/// <param name="HasTiers">Whether volumes are told by kind of venue too.</param>
/// <param name="Series">Its candles; what counts as a trade there is an update here.</param>
internal sealed record SimulatedIndex(string Market, string Name, bool HasTiers, CandleSeries Series)
{
    public IHistory Candles => new CandleHistory(
        Series, StatusAt, (period, groups) => new IndexRowText(new RowNames(period.Unit, "267", Market, Name, groups), Series.Precision, groups, HasTiers));

    public string StatusAt(long now) => Series.HasEnded(now) ? InstrumentStatus.Retired : InstrumentStatus.Active;
}
