using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>The coverage of all series beside their rows: every period that is called complete must have its row, and no other period may have one.</summary>
internal sealed class SeriesCoverage
{
    private readonly Dictionary<(string Dataset, string Exchange, string Symbol, string Interval), List<CoverageRecord>> _series;
    private readonly long _untiled;
    private long _expected;
    private long _met;
    private long _unexpected;

    /// <param name="coverage">In time order within each series.</param>
    public SeriesCoverage(IReadOnlyList<CoverageRecord> coverage)
    {
        _series = coverage.GroupBy(stretch => (stretch.Dataset, stretch.Exchange, stretch.RawSymbol, stretch.Interval))
            .ToDictionary(series => series.Key, series => series.ToList());
        foreach (CoverageRecord stretch in coverage.Where(stretch => stretch.State == CoverageState.Complete))
        {
            Interval interval = Interval.Parse(stretch.Interval);
            _expected += interval.PeriodsIn(new TimeRange(stretch.From, stretch.To));
        }

        _untiled = _series.Values.Sum(stretches => stretches.Zip(stretches.Skip(1)).LongCount(two => two.First.To != two.Second.From));
    }

    /// <summary>Periods without their row, rows without their period, and places where stretches leave a gap or overlap.</summary>
    public long Holes => _expected - _met + _unexpected + _untiled;

    /// <summary>By series, its stretches; neighbours of one state as one.</summary>
    public IReadOnlyDictionary<string, string> Texts => _series.ToDictionary(
        series => $"{series.Key.Dataset} {series.Key.Exchange} {series.Key.Symbol} {series.Key.Interval}", series => Text(series.Value));

    public void Meet(RowBatch rows)
    {
        if (rows.Dataset.Series is not { } columns)
        {
            return;
        }

        string interval = rows.Dataset.Interval?.ToString() ?? throw new ArgumentException($"{rows.Dataset} has no interval.", nameof(rows));
        for (int row = 0; row < rows.Count; row++)
        {
            DateTime time = rows.Time(row, columns.Time);
            (string, string, string, string) key = (rows.Dataset.Name, rows.Text(row, columns.Exchange) ?? "", columns.SymbolOf(rows, row) ?? "", interval);
            bool isComplete = _series.TryGetValue(key, out List<CoverageRecord>? stretches)
                && stretches.Exists(stretch => stretch.State == CoverageState.Complete && stretch.From <= time && time < stretch.To);
            (_met, _unexpected) = isComplete ? (_met + 1, _unexpected) : (_met, _unexpected + 1);
        }
    }

    private static string Text(List<CoverageRecord> stretches)
    {
        List<string> parts = [];
        for (int first = 0, last; first < stretches.Count; first = last + 1)
        {
            last = first;
            while (last + 1 < stretches.Count && stretches[last + 1].State == stretches[first].State && stretches[last + 1].From == stretches[last].To)
            {
                last++;
            }

            parts.Add($"{stretches[first].State} {new TimeRange(stretches[first].From, stretches[last].To)}");
        }

        return string.Join(", ", parts);
    }
}
