namespace CcIngest.Model;

/// <summary>What candles and other rows of time series said before the source corrected them.</summary>
public static class Revisions
{
    /// <summary>One row per replaced version of a row.</summary>
    public static readonly Dataset Dataset = new("revisions", "cc_revisions",
    [
        Column.Text("dataset", 64).Required().Exactly(),
        Column.Text("exchange", 64).Required().Exactly(),
        Column.Text("symbol_unmapped", 128).Required().Exactly(),
        Column.Text("interval_name", 8).Required().Exactly().In("1d, 1h, 1m"),
        Column.DateTime("datetime").Required().In("UTC, start of the period"),
        Column.DateTime("known_from").In("UTC, collected_at of the replaced row; null where there was no row"),
        Column.DateTimeMicroseconds("known_until").Required().In("UTC, when the other values were stored"),
        Column.Text("run_id", 64).Required().Exactly().In("the run that replaced them"),
        Column.Json("old_values").In("the values that differ, by column name, as they were; null where there was no row"),
    ], "dataset", "exchange", "symbol_unmapped", "interval_name", "datetime", "known_until")
    {
        Description = "Values that the source has corrected since: what was known of a period, and from when until when.",
        Origin = "written with the row that replaces them",
        IsBookkeeping = true,
        Since = 2,
    };

    static Revisions()
    {
        Dataset.Shard("exchange", "symbol_unmapped");
        Dataset.Index("known_until");
    }
}
