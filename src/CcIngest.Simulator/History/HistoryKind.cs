namespace CcIngest.Simulator;

/// <summary>A kind of history: its path and its fields.</summary>
/// <param name="Markets">Which markets it is about.</param>
/// <param name="Path">Without the part that names the period.</param>
/// <param name="Known">The groups of fields that can be asked for.</param>
/// <param name="ByDefault">Those of a request that names none.</param>
/// <param name="Find">The records of a market and an instrument as they were asked for; throws the API's error for unknown ones.</param>
internal sealed record HistoryKind(MarketFamily Markets, string Path, RowGroups Known, RowGroups ByDefault, Func<string, string, IHistory> Find)
{
    public ApiRoute Route(Period period) => new(
        $"{Path}/{period.DataApiPath}", ApiFamily.DataApi, new HistoryEndpoint(this, period).AnswerAsync,
        query => $"{query.Text("market")} {query.Text("instrument")} {period.Interval}")
    {
        Markets = Markets,
        Period = period,
    };
}
