namespace CcIngest.Model.Tests;

/// <summary>Hours of a series that keep every rule, to be spoiled, and what a rule says of them.</summary>
internal sealed class Judged
{
    public static readonly DateTime Start = new(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public Judged(int count = 100, Dataset? dataset = null)
    {
        Rows = new RowBatch(dataset ?? SpotOhlcv.Hours, count);
        double close = 100;
        for (int i = 0; i < count; i++)
        {
            int row = Rows.AddRow();
            double open = close;
            close = 100 + (Math.Sin(i) * 2) + (i % 7 * 0.1);
            double low = Math.Min(open, close) - 0.5;
            double high = Math.Max(open, close) + 0.5;
            double volume = 10 + (i * 0.37);
            Rows.Set(row, Ordinal("exchange"), "kraken");
            Rows.Set(row, Ordinal("symbol_unmapped"), "XXBTZUSD");
            Rows.Set(row, Ordinal("datetime"), Start.AddHours(i));
            (string, double)[] numbers = [("open", open), ("high", high), ("low", low), ("close", close), ("volume", volume), ("quote_volume", volume * (open + close) / 2)];
            foreach ((string column, double number) in numbers)
            {
                Set(row, column, number);
            }

            Rows.Set(row, Ordinal("total_trades"), 5L);
            Rows.Set(row, Ordinal("first_trade_timestamp"), Start.AddHours(i));
            Rows.Set(row, Ordinal("high_trade_timestamp"), Start.AddHours(i).AddMinutes(10));
            Rows.Set(row, Ordinal("low_trade_timestamp"), Start.AddHours(i).AddMinutes(5));
            Rows.Set(row, Ordinal("last_trade_timestamp"), Start.AddHours(i + 1).AddSeconds(-1));
        }
    }

    public RowBatch Rows { get; private set; }

    public TradingPair? Pair { get; init; }

    /// <summary>What the books say; complete over all rows unless a test says otherwise.</summary>
    public IReadOnlyList<CoverageInterval>? Books { get; init; }

    public bool IsToTheEnd { get; init; }

    public DateTime? To { get; init; }

    public static CoverageInterval Known(int from, int to, CoverageState state) =>
        new(new TimeRange(Start.AddHours(from), Start.AddHours(to)), state, new CoverageEvidence("run", "/answer", Start));

    public void Set(int row, string column, double number) => Rows.Set(row, Ordinal(column), number);

    public void Multiply(int from, int count, double factor, params string[] columns)
    {
        for (int row = from; row < from + count; row++)
        {
            foreach (string column in columns)
            {
                Set(row, column, Rows.Double(row, Ordinal(column)) * factor);
            }
        }
    }

    public void Remove(int from, int count)
    {
        RowBatch rest = new(Rows.Dataset);
        for (int row = 0; row < Rows.Count; row++)
        {
            if (row < from || row >= from + count)
            {
                rest.Append(Rows, row);
            }
        }

        Rows = rest;
    }

    public int Ordinal(string column) => Rows.Dataset.Ordinal(column);

    /// <summary>The stretches that a rule tells of, in hours from the start.</summary>
    public IReadOnlyList<(int From, int To)> By(string rule) => [.. Breaches(rule).Select(breach => ((int)(breach.From - Start).TotalHours, (int)(breach.To - Start).TotalHours))];

    public IReadOnlyList<RuleBreach> Breaches(string rule)
    {
        List<RuleBreach> breaches = [];
        SeriesFacts facts = new()
        {
            Dataset = Rows.Dataset,
            Key = new SeriesKey(Rows.Dataset.Name, "kraken", "XXBTZUSD", Interval.OneHour),
            From = Start,
            To = To ?? Start.AddHours(100),
            IsToTheEnd = IsToTheEnd,
            Coverage = Books ?? [Known(0, 100, CoverageState.Complete)],
            Pair = Pair,
        };
        ISeriesJudge judge = Rows.Dataset.QualityRules.Single(one => one.Id == rule).Judge!(facts);
        for (int row = 0; row < Rows.Count; row++)
        {
            judge.Look(Rows, row, breaches.Add);
        }

        judge.End(breaches.Add);
        return breaches;
    }
}
