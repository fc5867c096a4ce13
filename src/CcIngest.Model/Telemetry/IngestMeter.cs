using System.Diagnostics.Metrics;

namespace CcIngest.Model;

/// <summary>
/// What the program measures of itself, under one meter; who exports it listens to <see cref="Name"/>. Tags have few values: a source's or an
/// engine's name, a dataset's word, an error id. Never a symbol, a key or an address. Nobody listening costs nothing.
/// </summary>
public static class IngestMeter
{
    /// <summary>The meter's name, by which exporters subscribe.</summary>
    public const string Name = "CcIngest";

    private static readonly Meter Meter = new(Name, typeof(IngestMeter).Assembly.GetName().Version?.ToString(3));

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "api_calls_total", null, "Requests sent to a source, retries included.");

    private static readonly Counter<long> FailedCalls = Meter.CreateCounter<long>(
        "api_calls_failed_total", null, "Requests that a source did not answer with data, by kind of failure.");

    private static readonly Histogram<double> CallSeconds = Meter.CreateHistogram<double>(
        "api_response_latency_seconds", "s", "From sending a request to the end of its answer.");

    private static readonly Counter<long> LimitHits = Meter.CreateCounter<long>(
        "rate_limit_hits_total", null, "Answers by which a source refused a request for its number: 429.");

    private static readonly Counter<double> LimitSleep = Meter.CreateCounter<double>(
        "rate_limit_sleep_seconds_total", "s", "Time that requests waited for the budget or for what a source asked to wait.");

    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>(
        "bytes_ingested_total", "By", "Bytes of answers, decompressed.");

    private static readonly Counter<long> Records = Meter.CreateCounter<long>(
        "records_ingested_total", null, "Rows that sources gave for storing, by what became of them.");

    private static readonly Counter<long> Upserts = Meter.CreateCounter<long>(
        "db_upserts_total", null, "Rows that the store wrote, new and changed ones.");

    private static readonly Histogram<double> WriteSeconds = Meter.CreateHistogram<double>(
        "db_write_latency_seconds", "s", "One transaction with rows, coverage and dead letters, retries included.");

    private static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>(
        "db_pool_connections_in_use", null, "Connections to a database server that are in use now.");

    private static readonly Counter<long> Errors = Meter.CreateCounter<long>(
        "ingestion_errors_total", null, "Series, lists and runs that failed, by error id.");

    private static readonly Gauge<double> Freshness = Meter.CreateGauge<double>(
        "data_freshness_seconds", "s", "Age of the newest period of a dataset that is complete, when it was last looked at.");

    private static readonly Gauge<double> LastEnd = Meter.CreateGauge<double>(
        "run_last_end_timestamp_seconds", "s", "Unix time at which the last run of a job ended, by its outcome.");

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("runs_total", null, "Runs that ended, by outcome.");

    /// <summary>A request goes out.</summary>
    /// <param name="source">The source's name: <c>ccdata</c>, <c>binance</c>.</param>
    public static void Called(string source) => Calls.Add(1, Tag("source", source));

    /// <summary>A request got no data.</summary>
    /// <param name="kind">The kind of the failure: <c>Timeout</c>, <c>RateLimited</c>.</param>
    public static void CallFailed(string source, string kind) => FailedCalls.Add(1, Tag("source", source), Tag("kind", kind));

    /// <summary>A request came to its end, whatever that was.</summary>
    public static void CallEnded(string source, TimeSpan took) => CallSeconds.Record(took.TotalSeconds, Tag("source", source));

    /// <summary>A source refused a request for its number.</summary>
    public static void RateLimited(string source) => LimitHits.Add(1, Tag("source", source));

    /// <summary>A request waited.</summary>
    public static void Waited(string source, TimeSpan time) => LimitSleep.Add(time.TotalSeconds, Tag("source", source));

    /// <summary>An answer was read.</summary>
    public static void Received(string source, long bytes) => Bytes.Add(bytes, Tag("source", source));

    /// <summary>Rows of a step became this.</summary>
    /// <param name="step">The step's words: <c>ingest ohlcv spot 1d</c>.</param>
    public static void Ingested(string step, RowCounts rows)
    {
        if (!Records.Enabled)
        {
            return;
        }

        Add("inserted", rows.Inserted);
        Add("updated", rows.Updated);
        Add("unchanged", rows.Unchanged);
        Add("rejected", rows.Rejected);

        void Add(string result, long count)
        {
            if (count > 0)
            {
                Records.Add(count, Tag("step", step), Tag("result", result));
            }
        }
    }

    /// <summary>A transaction was committed.</summary>
    public static void Written(string engine, long upserts, TimeSpan took)
    {
        WriteSeconds.Record(took.TotalSeconds, Tag("engine", engine));
        Upserts.Add(upserts, Tag("engine", engine));
    }

    /// <summary>A connection is taken (1) or given back (-1).</summary>
    public static void ConnectionUsed(string engine, int change) => Connections.Add(change, Tag("engine", engine));

    /// <summary>A leg or a run failed.</summary>
    public static void Failed(IngestErrorId id) => Errors.Add(1, Tag("error", id.ToString()));

    /// <summary>A run ended. The tag is not <c>job</c>: Prometheus gives every series a label of that name.</summary>
    public static void Ended(string job, RunOutcome outcome, DateTime at)
    {
        Runs.Add(1, Tag("ingest_job", job), Tag("outcome", outcome.ToString()));
        LastEnd.Record((at - DateTime.UnixEpoch).TotalSeconds, Tag("ingest_job", job), Tag("outcome", outcome.ToString()));
    }

    /// <summary>Whether somebody wants to know how fresh the data are: it takes a query.</summary>
    public static bool WantsFreshness => Freshness.Enabled;

    /// <summary>The newest complete period of a dataset is so old.</summary>
    public static void Aged(string dataset, string interval, TimeSpan age) =>
        Freshness.Record(age.TotalSeconds, Tag("dataset", dataset), Tag("interval", interval));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
