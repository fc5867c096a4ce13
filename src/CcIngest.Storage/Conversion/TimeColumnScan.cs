using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Reads what columns of Unix times hold: one reading for all counts, short ones for samples.</summary>
internal sealed class TimeColumnScan(RebuildWords words, DbConnection connection, SourceTable table)
{
    private const int Samples = 3;
    private const int InvalidSamples = 5;

    private static readonly TimeUnit[] Units = Enum.GetValues<TimeUnit>();

    public async Task<IReadOnlyList<TimeColumnEvidence>> ReadAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        SourceColumn[] found = [.. columns.Select(name => table.Find(name)!)];
        object?[] counts = (await RebuildReads.RowsAsync(
            connection, null, $"SELECT COUNT(*), {string.Join(", ", found.SelectMany(Counts))} FROM {words.Name(table.Name)}", cancellationToken).ConfigureAwait(false))[0];
        List<TimeColumnEvidence> evidence = [];
        for (int index = 0; index < found.Length; index++)
        {
            evidence.Add(await EvidenceAsync(found[index], RebuildReads.Number(counts[0]), counts[(1 + (index * Width))..], cancellationToken).ConfigureAwait(false));
        }

        return evidence;
    }

    /// <summary>Numbers of one column in the result.</summary>
    private static int Width => 7 + (2 * Units.Length);

    private IEnumerable<string> Counts(SourceColumn column)
    {
        string name = words.Quote(column.Name);
        string invalid = words.IsInvalid(new TimeConversion(column.Name, null, false, false));
        return
        [
            Count($"{name} IS NULL"), Count($"{name} = 0"), Count($"{name} < 0"), Count($"{name} > 0 AND {invalid}"),
            words.IsNoWholeNumber(name) is { } condition ? Count(condition) : "0",
            $"MIN({name})", $"MAX({name})",
            .. Units.Select(unit => Count(RebuildWords.InRange(name, unit, byMagnitude: true))),
            .. Units.Select(unit => Count(RebuildWords.InRange(name, unit, byMagnitude: false))),
        ];
    }

    private async Task<TimeColumnEvidence> EvidenceAsync(SourceColumn column, long rows, object?[] counts, CancellationToken cancellationToken)
    {
        string name = words.Quote(column.Name);
        long notWhole = RebuildReads.Number(counts[4]);
        string invalid = words.IsInvalid(new TimeConversion(column.Name, null, false, false));
        string shown = string.Join(", ", table.UniqueKeys is [var key, ..] ? key.Select(words.Quote) : table.Columns.Take(3).Select(one => words.Quote(one.Name)));
        return new TimeColumnEvidence
        {
            Column = column.Name,
            Type = column.Type,
            Rows = rows,
            Nulls = RebuildReads.Number(counts[0]),
            Zeros = RebuildReads.Number(counts[1]),
            Negatives = RebuildReads.Number(counts[2]),
            OutOfRange = RebuildReads.Number(counts[3]),
            NotWhole = notWhole,
            Least = notWhole > 0 ? null : RebuildReads.MaybeNumber(counts[5]),
            Greatest = notWhole > 0 ? null : RebuildReads.MaybeNumber(counts[6]),
            ByMagnitude = Units.Index().ToDictionary(unit => unit.Item, unit => RebuildReads.Number(counts[7 + unit.Index])),
            InRange = Units.Index().ToDictionary(unit => unit.Item, unit => RebuildReads.Number(counts[7 + Units.Length + unit.Index])),
            Samples = notWhole > 0 ? [] : [.. (await RebuildReads.RowsAsync(
                connection, null, $"SELECT {name} FROM {words.Name(table.Name)} WHERE {name} <> 0 LIMIT {Samples}", cancellationToken).ConfigureAwait(false))
                .Select(row => RebuildReads.MaybeNumber(row[0])).OfType<long>()],
            InvalidSamples = [.. (await RebuildReads.RowsAsync(
                connection, null, $"SELECT {shown}, {name} FROM {words.Name(table.Name)} WHERE {invalid} LIMIT {InvalidSamples}", cancellationToken).ConfigureAwait(false))
                .Select(row => string.Join(" ", row.Select(value => RebuildReads.Text(value) ?? "null")))],
        };
    }

    private static string Count(string condition) => $"COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)";
}
