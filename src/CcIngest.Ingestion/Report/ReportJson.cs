using System.Globalization;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// What the scripts of a page read: one JSON object, lists column by column, times as seconds since 1970 UTC. <c>Page/data.js</c> unpacks it.
/// </summary>
internal sealed class ReportJson(Utf8JsonWriter json, ReportContents contents)
{
    /// <summary>Stands for a stretch that nobody asked for, behind the numbers of <see cref="CoverageState"/>.</summary>
    private static readonly int NotAsked = Enum.GetValues<CoverageState>().Length;

    /// <summary>Longer texts of the store are cut: a page is to be read.</summary>
    private const int LongestText = 300;

    private readonly Dictionary<string, int> _exchanges = [];
    private readonly Dictionary<string, int> _evidence = [];
    private readonly List<(string Name, Interval Interval)> _datasets = [];

    public static void Write(Stream stream, ReportContents contents, ReportSummary summary)
    {
        using Utf8JsonWriter json = new(stream);
        new ReportJson(json, contents).Write(summary);
    }

    private void Write(ReportSummary summary)
    {
        json.WriteStartObject();
        json.WriteNumber("madeAt", Seconds(contents.MadeAt));
        json.WriteNumber("asOf", Seconds(contents.AsOf));
        json.WriteString("verdict", summary.Verdict);
        Texts("states", [.. Enum.GetNames<CoverageState>(), "NotAsked"]);
        Texts("causes", Enum.GetNames<GapCause>());
        WriteSeries();
        WriteCandles();
        WriteRuns();
        WriteLimits();
        WriteLetters();
        WriteFindings();
        json.WriteStartArray("tables");
        foreach (TableContents table in contents.Tables)
        {
            json.WriteStartArray();
            json.WriteStringValue(table.Name);
            json.WriteNumberValue(table.RowsStored);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteSeries()
    {
        IReadOnlyList<ReportSeries> series = contents.Series;
        json.WriteStartObject("series");
        Numbers("dataset", series.Select(one => (long)DatasetOf(one.Key)));
        Numbers("exchange", series.Select(one => (long)IndexOf(_exchanges, one.Key.Exchange)));
        Texts("symbol", series.Select(one => one.Key.Symbol));
        Texts("mapped", series.Select(MappedName));
        Numbers("had", series.Select(one => (long)Math.Floor(one.Had * 1_000_000)));
        Numbers("behind", series.Select(one => one.Behind));
        Numbers("reached", series.Select(one => one.Reached is { } reached ? Seconds(reached) : 0));
        Numbers("ended", series.Select(one => one.HasEnded ? 1L : 0));
        Numbers("coarse", series.Select(one => one.IsCoarse ? 1L : 0));
        json.WriteStartArray("missing");
        foreach (ReportSeries one in series)
        {
            json.WriteStartArray();
            foreach ((GapCause cause, long periods) in one.Missing)
            {
                json.WriteNumberValue((int)cause);
                json.WriteNumberValue(periods);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();

        // Start, then for each stretch: length, state, run, and when that was known, as the seconds since what was known before it.
        json.WriteStartArray("stretches");
        foreach (ReportSeries one in series)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Seconds(one.Stretches[0].From));
            long known = 0;
            foreach (ReportStretch stretch in one.Stretches)
            {
                json.WriteNumberValue(Seconds(stretch.To) - Seconds(stretch.From));
                json.WriteNumberValue(stretch.State is { } state ? (int)state : NotAsked);
                json.WriteNumberValue(stretch.RunId is { } run ? IndexOf(_evidence, run) : -1);
                long at = stretch.KnownAt is { } time ? Seconds(time) : known;
                json.WriteNumberValue(at - known);
                known = at;
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        Texts("exchanges", _exchanges.Keys);
        Texts("evidence", _evidence.Keys);
        json.WriteStartArray("datasets");
        foreach ((string name, Interval interval) in _datasets)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("interval", interval.ToString());
            json.WriteNumber("seconds", (long)(interval.Next(interval.Floor(contents.AsOf)) - interval.Floor(contents.AsOf)).TotalSeconds);
            json.WriteNumber("closedEnd", Seconds(WantedRange.ClosedBefore(interval, contents.AsOf, new IngestOptions().Grace)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Empty where the store knows none, or it says nothing new.</summary>
    private string MappedName(ReportSeries series) => series.Key.Dataset != Klines.Name
        && contents.MappedNames.TryGetValue((DatasetCatalog.MarketOf(series.Key.Dataset), series.Key.Exchange, series.Key.Symbol), out string? name)
        && name != series.Key.Symbol ? name : "";

    private void WriteCandles()
    {
        Dictionary<SeriesKey, int> numbers = contents.Series.Index().ToDictionary(one => one.Item.Key, one => one.Index);
        json.WriteStartArray("candles");
        foreach (SeriesCandles candles in contents.Candles)
        {
            json.WriteStartObject();
            json.WriteNumber("series", numbers[candles.Series]);
            json.WriteBoolean("cut", candles.IsCut);
            long before = 0;
            json.WriteStartArray("times");
            foreach (DateTime time in candles.Times)
            {
                json.WriteNumberValue(Seconds(time) - before);
                before = Seconds(time);
            }

            json.WriteEndArray();
            json.WriteStartArray("values");
            for (int column = 0; column < 5; column++)
            {
                json.WriteStartArray();
                foreach (double?[] row in candles.Values)
                {
                    WriteNumber(row[column]);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A chart has no use for more than nine digits.</summary>
    private void WriteNumber(double? value)
    {
        // JSON has no word for what is no number.
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteRawValue(number.ToString("G9", CultureInfo.InvariantCulture), skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private void WriteRuns()
    {
        json.WriteStartArray("runs");
        foreach (RunRecord run in contents.Runs)
        {
            json.WriteStartObject();
            json.WriteString("id", run.RunId);
            json.WriteString("job", Short(run.Job));
            json.WriteString("outcome", run.Outcome.ToString());
            json.WriteNumber("started", Seconds(run.StartedAt));
            Number("seconds", run.EndedAt is { } ended ? (ended - run.StartedAt).TotalSeconds : null);
            json.WriteNumber("rows", (run.RowsInserted ?? 0) + (run.RowsUpdated ?? 0));
            json.WriteNumber("rejected", run.RowsRejected ?? 0);
            json.WriteNumber("requests", run.Requests ?? 0);
            json.WriteNumber("retries", run.Retries ?? 0);
            json.WriteNumber("failedLegs", run.FailedLegs ?? 0);
            json.WriteString("failure", run.Failure is { } failure ? Short(failure) : null);
            json.WriteString("host", run.Host);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Of each window the newest state, and the fullest one of all that were looked through.</summary>
    private void WriteLimits()
    {
        json.WriteStartArray("limits");
        foreach (IGrouping<string, RateLimitRecord> window in contents.Limits.GroupBy(limit => limit.Window).OrderBy(window => window.First().Length))
        {
            RateLimitRecord newest = window.First();
            json.WriteStartObject();
            json.WriteString("window", window.Key);
            Number("used", newest.Used);
            Number("limit", newest.Limit);
            Number("observed", newest.ObservedAt is { } observed ? Seconds(observed) : null);
            Number("fullest", window.Max(limit => limit.Share));
            json.WriteNumber("states", window.Count());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteLetters()
    {
        json.WriteStartArray("letters");
        foreach (LetterCount count in contents.Letters)
        {
            json.WriteStartObject();
            json.WriteString("dataset", count.Dataset);
            json.WriteString("exchange", count.Exchange);
            json.WriteString("rule", count.Rule);
            json.WriteNumber("letters", count.Letters);
            json.WriteString("reason", Short(count.Reason));
            json.WriteNumber("first", Seconds(count.FirstAt));
            json.WriteNumber("last", Seconds(count.LastAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteFindings()
    {
        Dictionary<string, int> numbers = contents.Series.Index().ToDictionary(one => one.Item.Key.ToString(), one => one.Index);
        json.WriteStartArray("findings");
        foreach (QualityFinding finding in contents.Findings)
        {
            json.WriteStartObject();
            json.WriteString("severity", finding.Severity.ToString());
            json.WriteString("rule", finding.Rule);
            json.WriteNumber("series", numbers.GetValueOrDefault($"{finding.Dataset} {finding.Exchange} {finding.RawSymbol} {finding.Interval}", -1));
            json.WriteString("about", $"{finding.Dataset} {finding.Exchange} {finding.RawSymbol} {finding.Interval}".TrimEnd());
            Number("from", finding.From is { } from ? Seconds(from) : null);
            Number("periods", finding.Periods);
            json.WriteString("found", Short(finding.Found));
            json.WriteString("expected", Short(finding.Expected));
            json.WriteString("cause", Short(finding.Cause));
            json.WriteString("mending", Short(finding.Mending));
            json.WriteNumber("seen", Seconds(finding.LastSeenAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Number(string name, double? value)
    {
        // JSON has no word for what is no number.
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void Numbers(string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private void Texts(string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private int DatasetOf(SeriesKey key)
    {
        (string, Interval) wanted = (key.Dataset, key.Interval);
        int index = _datasets.IndexOf(wanted);
        if (index < 0)
        {
            index = _datasets.Count;
            _datasets.Add(wanted);
        }

        return index;
    }

    private static int IndexOf(Dictionary<string, int> words, string word)
    {
        words.TryAdd(word, words.Count);
        return words[word];
    }

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";

    private static long Seconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
}
