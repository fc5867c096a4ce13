using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What a store knows of a series, and what rows of a batch add to it.</summary>
internal sealed class SeriesState(CoverageMap coverage)
{
    private readonly List<(DateTime From, DateTime To, bool IsRejected)> _added = [];

    public CoverageMap Coverage => coverage;

    public SeriesKey Series => coverage.Series;

    /// <summary>Whether nothing final was said of a period yet: a row of it is new, not late.</summary>
    public bool IsUnsettled(DateTime time) =>
        coverage.StateAt(time) is null or CoverageState.Pending or CoverageState.Open or CoverageState.LostAtSource;

    public void Add(DateTime time, bool isRejected)
    {
        if (isRejected && coverage.StateAt(time) == CoverageState.Complete)
        {
            return;     // the row that is there stays
        }

        DateTime end = Series.Interval.Next(time);
        if (_added.Count > 0 && _added[^1] is var last && last.To == time && last.IsRejected == isRejected)
        {
            _added[^1] = (last.From, end, isRejected);
        }
        else
        {
            _added.Add((time, end, isRejected));
        }
    }

    /// <summary>Brings the coverage up to date and gives what a store has to write for it.</summary>
    public CoverageDelta Take(CoverageEvidence evidence)
    {
        CoverageDelta delta = coverage.Set(_added.Select(stretch => new CoverageInterval(
            new TimeRange(stretch.From, stretch.To), stretch.IsRejected ? CoverageState.Rejected : CoverageState.Complete, evidence)));
        _added.Clear();
        return delta;
    }
}
