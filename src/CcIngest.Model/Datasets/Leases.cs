namespace CcIngest.Model;

/// <summary>Who works on what: runs that are alive, and the series each of them has taken.</summary>
public static class Leases
{
    /// <summary>One row per run under way. Its process renews it; one that is not renewed in time belongs to a run that has died.</summary>
    public static readonly Dataset Runs = new("run-leases", "cc_run_leases",
    [
        Column.Text("run_id", 64).Required().Exactly(),
        Column.Int32("process_id").Required(),
        Column.Text("process_started", 32).Required().In("in a form of the platform's own: tells a process from a later one of the same number"),
        Column.Text("host").Required().In("machine name"),
        Column.Text("boot", 64).Required().In("boot of the machine; empty where the platform does not tell"),
        Column.Text("process_space", 64).Required().In("where process_id counts: containers have their own; empty where there is one only"),
        Column.DateTimeMicroseconds("renewed_at").Required().In("UTC, by the clock of the store"),
        Column.Int32("lease_seconds").Required().In("so long after renewed_at the run counts as dead"),
    ], "run_id")
    {
        Description = "Runs under way: one row each, renewed by its process and removed at its end.",
        Origin = "written by each run",
        IsBookkeeping = true,
        Since = 2,
    };

    /// <summary>One row per series or reference list that a run works on.</summary>
    public static readonly Dataset Series = new("series-leases", "cc_series_leases",
    [
        Column.Text("dataset", 64).Required().Exactly(),
        Column.Text("exchange", 64).Required().Exactly(),
        Column.Text("interval_name", 8).Required().Exactly(),
        Column.Text("symbol_unmapped", 128).Required().Exactly(),
        Column.Text("run_id", 64).Required().Exactly(),
    ], "dataset", "exchange", "interval_name", "symbol_unmapped")
    {
        Description = "Series and reference lists that a run under way works on: no other run may.",
        Origin = "written by each run",
        IsBookkeeping = true,
        Since = 2,
    };

    static Leases()
    {
        Series.Shard("exchange", "symbol_unmapped");
        Series.Index("run_id");
    }
}
