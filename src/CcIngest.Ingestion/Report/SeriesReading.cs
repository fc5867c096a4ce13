using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Makes what the page tells of a series from its coverage. Pure: no clock, no store.</summary>
internal static class SeriesReading
{
    // What is missing must not hide behind what is there.
    private static readonly CoverageState?[] ByUrgency =
    [
        CoverageState.LostAtSource, CoverageState.Rejected, CoverageState.Pending, null, CoverageState.Open, CoverageState.NoTrades,
        CoverageState.Complete, CoverageState.NotListed,
    ];

    /// <param name="records">All of the series, in the order of time; one or more.</param>
    /// <param name="from">UTC, inclusive; null for all.</param>
    /// <param name="to">UTC, exclusive; null for all.</param>
    /// <param name="closedEnd">The end of the last period that has closed at the time of the report.</param>
    /// <param name="mostStretches">More than so many are made fewer.</param>
    /// <returns>Null when nothing of the series lies in the range.</returns>
    public static ReportSeries? Of(IReadOnlyList<CoverageRecord> records, DateTime? from, DateTime? to, DateTime closedEnd, int mostStretches)
    {
        List<CoverageRecord> within = [.. records.Select(record => Cut(record, from, to)).OfType<CoverageRecord>()];
        if (within.Count == 0)
        {
            return null;
        }

        CoverageRecord first = within[0];
        Interval interval = Interval.Parse(first.Interval);
        List<ReportStretch> stretches = Tiled(within);
        DateTime? reached = within.LastOrDefault(record => record.State is CoverageState.Complete or CoverageState.NoTrades)?.To;
        bool hasEnded = within[^1].State == CoverageState.NotListed;
        return new ReportSeries
        {
            Key = new SeriesKey(first.Dataset, first.Exchange, first.RawSymbol, interval),
            Stretches = stretches.Count > mostStretches ? Fewer(stretches, mostStretches) : stretches,
            IsCoarse = stretches.Count > mostStretches,
            Had = Had(within, closedEnd),
            Missing = SeriesGaps.Of(within, null, null, closedEnd).GroupBy(gap => gap.Cause)
                .ToDictionary(cause => cause.Key, cause => cause.Sum(gap => gap.Periods)),
            Reached = reached,
            HasEnded = hasEnded,
            Behind = !hasEnded && reached is { } end && end < closedEnd ? interval.PeriodsIn(new TimeRange(end, closedEnd)) : 0,
        };
    }

    /// <summary>Of the time that was asked for and is over: a period that still runs is nobody's fault.</summary>
    private static double Had(List<CoverageRecord> records, DateTime closedEnd)
    {
        (double had, double asked) = (0, 0);
        foreach (CoverageRecord record in records.Select(record => Cut(record, null, closedEnd)).OfType<CoverageRecord>())
        {
            double length = (record.To - record.From).TotalSeconds;
            asked += length;
            had += record.State is CoverageState.Complete or CoverageState.NoTrades or CoverageState.NotListed ? length : 0;
        }

        return asked == 0 ? 1 : had / asked;
    }

    private static CoverageRecord? Cut(CoverageRecord record, DateTime? from, DateTime? to)
    {
        DateTime begins = from > record.From ? from.Value : record.From;
        DateTime ends = to < record.To ? to.Value : record.To;
        return begins >= ends ? null : begins == record.From && ends == record.To ? record : record with { From = begins, To = ends };
    }

    private static List<ReportStretch> Tiled(List<CoverageRecord> records)
    {
        List<ReportStretch> stretches = new(records.Count);
        foreach (CoverageRecord record in records)
        {
            if (stretches.Count > 0 && stretches[^1].To < record.From)
            {
                stretches.Add(new ReportStretch(stretches[^1].To, record.From, null, null, null));
            }

            stretches.Add(new ReportStretch(record.From, record.To, record.State, record.RunId, record.KnownAt));
        }

        return stretches;
    }

    /// <summary>Cells of equal length, each with the stretch in it that needs attention most; equal neighbours become one.</summary>
    private static List<ReportStretch> Fewer(List<ReportStretch> stretches, int cells)
    {
        DateTime from = stretches[0].From;
        long length = ((stretches[^1].To - from).Ticks / cells) + 1;
        List<ReportStretch> fewer = [];
        foreach (IGrouping<long, ReportStretch> cell in stretches
            .SelectMany(stretch => Cells(stretch, from, length).Select(number => (Number: number, Stretch: stretch)))
            .GroupBy(one => one.Number, one => one.Stretch))
        {
            ReportStretch shown = cell.MinBy(stretch => Array.IndexOf(ByUrgency, stretch.State))!;
            DateTime begins = from.AddTicks(cell.Key * length);
            DateTime ends = begins.AddTicks(length) < stretches[^1].To ? begins.AddTicks(length) : stretches[^1].To;
            if (fewer.Count > 0 && fewer[^1].State == shown.State)
            {
                fewer[^1] = fewer[^1] with { To = ends };
            }
            else
            {
                fewer.Add(shown with { From = begins, To = ends });
            }
        }

        return fewer;
    }

    private static IEnumerable<long> Cells(ReportStretch stretch, DateTime from, long length)
    {
        for (long cell = (stretch.From - from).Ticks / length; cell <= (stretch.To - from).Ticks / length && from.AddTicks(cell * length) < stretch.To; cell++)
        {
            yield return cell;
        }
    }
}
