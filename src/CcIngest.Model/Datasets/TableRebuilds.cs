namespace CcIngest.Model;

/// <summary>Tables that are made anew under way or done: <c>cc_table_rebuilds</c>. What a killed process left is carried on from here.</summary>
public static class TableRebuilds
{
    /// <summary>Rows are being copied; readers see the old table.</summary>
    public const string Copying = "copying";

    /// <summary>Readers see the new table; the old one is kept under another name.</summary>
    public const string Swapped = "swapped";

    /// <summary>The old table is gone.</summary>
    public const string Removed = "removed";

    public static readonly Dataset Dataset = new("table-rebuilds", "cc_table_rebuilds",
    [
        Column.Text("rebuild_id", 128).Required().Exactly().In("table and the time at which it began"),
        Column.Text("table_name", 128).Required().Exactly(),
        Column.Text("state", 16).Required().Exactly().In($"{Copying}, {Swapped}, {Removed}"),
        Column.LongText("detail").Required().Exactly().In("JSON: what was asked for, the slices with counts and checksums, names of both tables"),
        Column.DateTimeMicroseconds("changed_at").Required(),
    ], "rebuild_id")
    {
        Description = "One row per table that was made anew (times converted, key added, duplicates left out), with counts and checksums of each slice.",
        Origin = "written by Convert-CcTimestampColumn and Remove-CcDuplicate",
        IsBookkeeping = true,
        Since = 4,
    };
}
