using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.TestSupport;

/// <summary>A series of a <see cref="ScriptedSource"/>: a candle each period from its listing to its end, made from the period alone.</summary>
public sealed class ScriptedSeries
{
    /// <summary>The first period with data, UTC; earlier ones do not exist.</summary>
    public DateTime ListedFrom { get; set; } = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Periods from here on are not in the answer at all; null for none.</summary>
    public DateTime? AnswersUntil { get; set; }

    /// <summary>The end of trading: a page wholly after it is empty, which the source takes for one before the listing; null for none.</summary>
    public DateTime? EndsAt { get; set; }

    /// <summary>Whether a period has no trades.</summary>
    public Func<DateTime, bool> NoTrades { get; set; } = _ => false;

    /// <summary>Periods that the answer leaves out; at the start of a page they look like time before the listing.</summary>
    public Func<DateTime, bool> Missing { get; set; } = _ => false;

    /// <summary>Whether the source's row of a period breaks a rule.</summary>
    public Func<DateTime, bool> Rejected { get; set; } = _ => false;

    /// <summary>The close of a period.</summary>
    public Func<DateTime, double> Close { get; set; } = time => 100 + (time.Ticks / TimeSpan.TicksPerDay % 50);

    public SeriesPage Answer(SeriesRequest request, RowBatch rows)
    {
        Interval interval = request.Series.Interval;
        Dataset dataset = rows.Dataset;
        List<TimeRange> noTrades = [];
        List<RejectedRow> rejected = [];
        string asked = $"/series?instrument={request.Instrument}&range={request.Range}";
        for (DateTime time = request.Range.From; time < request.Range.To; time = interval.Next(time))
        {
            if (time < ListedFrom || time >= AnswersUntil || Missing(time))
            {
                continue;
            }

            if (time >= EndsAt)
            {
                noTrades.Add(new TimeRange(time, interval.Next(time)));
            }
            else if (Rejected(time))
            {
                rejected.Add(new RejectedRow(dataset, FormattableString.Invariant($"{{\"TIMESTAMP\":{time.Ticks},\"INSTRUMENT\":\"{request.Series.Symbol}\",\"CLOSE\":{Close(time):R}}}"), "ohlc-order", "high < low", asked, request.Series, time));
            }
            else if (NoTrades(time))
            {
                noTrades.Add(new TimeRange(time, interval.Next(time)));
            }
            else
            {
                int row = rows.AddRow();
                rows.Set(row, dataset.Ordinal("datetime"), time);
                rows.Set(row, dataset.Ordinal("exchange"), request.Series.Exchange);
                rows.Set(row, dataset.Ordinal("symbol_unmapped"), request.Series.Symbol);
                rows.Set(row, dataset.Ordinal("symbol"), request.Instrument);
                rows.Set(row, dataset.Ordinal("close"), Close(time));
            }
        }

        if (request.Range.From >= EndsAt)
        {
            return new SeriesPage { Request = asked, ListedFrom = request.Range.To };
        }

        DateTime first = request.Range.From > ListedFrom ? request.Range.From : ListedFrom;
        while (first < request.Range.To && Missing(first))
        {
            first = interval.Next(first);
        }

        return new SeriesPage
        {
            Request = asked,
            NoTrades = noTrades,
            Rejected = rejected,
            ListedFrom = request.Range.From < first ? (first < request.Range.To ? first : request.Range.To) : null,
        };
    }
}
