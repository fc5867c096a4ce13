using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Why a rebuild does not go on.</summary>
internal static class RebuildErrors
{
    public static IngestException Busy() => new(
        IngestErrorId.StoreBusy, "Another process works on this table.", "Wait until it has ended, then give the command again: it carries on.");

    public static IngestException InUse(string table, TimeSpan waited, Exception inner) => new(
        IngestErrorId.StoreBusy,
        FormattableString.Invariant($"{table}: others have it open in a transaction or a long query, so the new table could not take its place for {waited.TotalSeconds:F0} s. Nothing was swapped."),
        "End these sessions or wait for them (the server's list of sessions shows them), then give the command again: what was copied is kept.", inner);

    public static IngestException NoTable(string schema, string table) => new(
        IngestErrorId.StoreSchemaMissing, $"The schema '{schema}' has no table '{table}'.", "Name a table that is there, without its schema.");

    public static IngestException Changed(string table, long rows, IEnumerable<string> where) => new(
        IngestErrorId.CopyMismatch,
        FormattableString.Invariant($"{table}: {rows:N0} rows that had been copied were changed or removed by others meanwhile ({string.Join("; ", where)}). Nothing was swapped."),
        "Stop what updates or deletes rows of this table, then give the command again: it copies these parts anew and carries on. Rows that are only added do no harm.");

    public static IngestException Different(string table, string where) => new(
        IngestErrorId.CopyMismatch, $"{table}: the copy has not the rows that were read ({where}). Nothing was swapped.",
        "Give the command again: it copies this part anew. Should it come back, a value does not fit the new column; see the table's types.");

    public static IngestException HalfSwapped(RebuildRecord rebuild) => new(
        IngestErrorId.StoreSchemaMismatch,
        $"{rebuild.Request.Table} was made again while its rebuild stood between two renames: its rows are in {rebuild.NewTable}, the older ones in {rebuild.Original}.",
        $"Look into {rebuild.Request.Table}: when it is empty, drop it and give the command again; else bring its rows to {rebuild.NewTable} first.");

    public static IngestException Duplicates(string table, long rows, IEnumerable<string> key) => new(
        IngestErrorId.KeyClash,
        FormattableString.Invariant($"{table}: {rows:N0} rows have a key ({string.Join(", ", key)}) that another row has."),
        "Look at them with Get-CcDuplicate; -RemoveDuplicate keeps the newest of each key.");

    public static IngestException WithoutKey(string table, long rows, IEnumerable<string> key) => new(
        IngestErrorId.StoreSchemaMismatch,
        FormattableString.Invariant($"{table}: {rows:N0} rows have no value in a column of the key ({string.Join(", ", key)})."),
        "Give these rows a value or remove them, or choose another key (-Key).");

    public static IngestException Invalid(string table, long rows) => new(
        IngestErrorId.StoreSchemaMismatch, FormattableString.Invariant($"{table}: {rows:N0} rows have a time that cannot be read, is negative, or is not before 2100 in the column's unit."),
        "-InvalidAs Null makes such numbers null, and the original table keeps them; a text that is no time has to be corrected first.");

    public static IngestException Obstacle(SourceTable table, IEnumerable<string> obstacles) => new(
        IngestErrorId.StoreSchemaMismatch, $"{table.Name} has what a copy of it would not have: {string.Join(", ", obstacles)}.",
        "Remove these first, and make them again on the new table.");

    public static IngestException Lacking(SourceTable table, IEnumerable<string> columns) => new(
        IngestErrorId.StoreSchemaMismatch, $"{table.Name} lacks {string.Join(", ", columns)}, which the table must have.", "Add the columns first.");
}
