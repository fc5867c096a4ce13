namespace CcIngest.Model;

/// <summary>The tables in which the program keeps its own books: runs, coverage, dead letters, schema version.</summary>
public static class Bookkeeping
{
    /// <summary>One row per run.</summary>
    public static readonly Dataset Runs = new("runs", "cc_runs",
    [
        Column.Text("run_id", 64).Required().Exactly(),
        Column.Text("job").Required(),
        Column.Text("outcome", 16).Required().In("Running, Complete, Partial, Failed, Cancelled, Abandoned"),
        Column.DateTimeMicroseconds("started_at").Required(),
        Column.DateTimeMicroseconds("ended_at"),
        Column.Text("host").In("machine name"),
        Column.Int64("process_id"),
        Column.Text("tool_version", 64),
        Column.Int64("rows_read"),
        Column.Int64("rows_inserted"),
        Column.Int64("rows_updated"),
        Column.Int64("rows_unchanged"),
        Column.Int64("rows_rejected"),
        Column.Int64("requests"),
        Column.Int64("retries"),
        Column.Int64("failed_legs"),
        Column.LongText("failure").In("error id and message of what ended the run"),
        Column.Json("summary").In("the run's summary as JSON"),
    ], "run_id")
    {
        Description = "One row per run with its outcome and counts.",
        Origin = "written at the start of each run, every few seconds while it is under way, and at its end",
        IsBookkeeping = true,
    };

    /// <summary>Which stretch of which series is in which state.</summary>
    public static readonly Dataset Coverage = new("coverage", "cc_coverage",
    [
        Column.Text("dataset", 64).Required().Exactly(),
        Column.Text("exchange", 64).Required().Exactly(),
        Column.Text("symbol_unmapped", 128).Required().Exactly(),
        Column.Text("interval_name", 8).Required().Exactly().In("1d, 1h, 1m"),
        Column.DateTime("from_time").Required().In("UTC, inclusive"),
        Column.DateTime("to_time").Required().In("UTC, exclusive"),
        Column.Text("state", 16).Required().In("Pending, Complete, Open, NotListed, NoTrades, Rejected, LostAtSource"),
        Column.Text("run_id", 64).Required().Exactly(),
        Column.Text("request", 1024).Required().In("the request whose answer says so"),
        Column.DateTimeMicroseconds("known_at").Required(),
    ], "dataset", "exchange", "symbol_unmapped", "interval_name", "from_time")
    {
        Description = "The asked range of each series, tiled by states that do not overlap. Written in the transaction of the rows it speaks of.",
        Origin = "written with each batch",
        IsBookkeeping = true,
    };

    /// <summary>Records of the source that are not stored, and why.</summary>
    public static readonly Dataset DeadLetters = new("dead-letters", "cc_dead_letters",
    [
        Column.Text("letter_id", 64).Required().Exactly().In("hash of dataset, raw text and rule: the same rejection is one row"),
        Column.Text("dataset", 64).Required().Exactly(),
        Column.Text("exchange", 64).Exactly(),
        Column.Text("symbol_unmapped", 128).Exactly(),
        Column.Text("interval_name", 8).Exactly(),
        Column.DateTime("period_start"),
        Column.Text("rule", 64).Required().Exactly(),
        Column.LongText("reason").Required(),
        Column.LongText("raw_text").Required().In("the record's JSON as it came"),
        Column.Text("request", 1024).Required(),
        Column.Text("run_id", 64).Required().Exactly().In("the run that saw it first"),
        Column.DateTimeMicroseconds("known_at").Required(),
    ], "letter_id")
    {
        Description = "Records of the source that are not stored: the text as it came, and the rule it broke.",
        Origin = "written with each batch",
        IsBookkeeping = true,
    };

    /// <summary>Which version of the schema the store has.</summary>
    public static readonly Dataset SchemaVersion = new("schema-version", "cc_schema_version",
    [
        Column.Int32("version").Required(),
        Column.DateTimeMicroseconds("applied_at").Required(),
        Column.Text("tool_version", 64).Required(),
        Column.Text("key_collation", 64).Required().In("collation of identifier columns in the MySQL family"),
    ], "version")
    {
        Description = "One row per version of this schema that was applied; the highest is the current one.",
        Origin = "written by Initialize-CcStore",
        IsBookkeeping = true,
    };

    static Bookkeeping()
    {
        Coverage.Shard("exchange", "symbol_unmapped");
        Runs.Index("started_at");
        DeadLetters.Index("run_id");
    }
}
