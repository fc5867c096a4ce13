using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Reads a table as a rebuild sees it.</summary>
internal static class SourceTables
{
    public static async Task<SourceTable?> ReadAsync(RebuildWords words, DbConnection connection, string table, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableShape> shapes = await TableShapes.ReadAsync(words.Dialect, connection, cancellationToken).ConfigureAwait(false);
        TableShape? shape = shapes.FirstOrDefault(one => one.Table == table)
            ?? shapes.FirstOrDefault(one => string.Equals(one.Table, table, StringComparison.OrdinalIgnoreCase));
        if (shape is null)
        {
            return null;
        }

        IReadOnlyList<string> obstacles = await TextsAsync(connection, words.Obstacles(shape.Table), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> losses = await TextsAsync(connection, words.Losses(shape.Table), cancellationToken).ConfigureAwait(false);
        Dictionary<string, string?> defaults = words.Defaults(shape.Table) is not { } read ? [] :
            (await RebuildReads.RowsAsync(connection, null, read, cancellationToken).ConfigureAwait(false))
                .ToDictionary(row => RebuildReads.Text(row[0])!, row => RebuildReads.Text(row[1]), StringComparer.Ordinal);
        bool hasRowId = words.HasRowId(shape.Table) is { } asked
            && RebuildReads.Number((await RebuildReads.RowsAsync(connection, null, asked, cancellationToken).ConfigureAwait(false))[0][0]) > 0;
        return From(words, shape, obstacles, defaults) with { HasRowId = hasRowId, Losses = losses };
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(DbConnection connection, IReadOnlyList<string> queries, CancellationToken cancellationToken)
    {
        List<string> texts = [];
        foreach (string query in queries)
        {
            texts.AddRange((await RebuildReads.RowsAsync(connection, null, query, cancellationToken).ConfigureAwait(false)).Select(row => RebuildReads.Text(row[0])!));
        }

        return texts;
    }

    private static SourceTable From(RebuildWords words, TableShape shape, IReadOnlyList<string> obstacles, Dictionary<string, string?> defaults) => new(
        shape.Table,
        [.. shape.Columns.Select(column => new SourceColumn(
            column.Name, words.TypeOf(column), Family(column), column.Nullable, defaults.GetValueOrDefault(column.Name)))],
        [.. shape.Keys.Where(key => key.IsUnique && key.Columns.All(name => shape.Column(name) is { Nullable: false })).Select(key => key.Columns)],
        shape.Keys.Where(key => key.Columns.Count > 0).Select(key => key.Columns[0]).ToHashSet(StringComparer.OrdinalIgnoreCase),
        obstacles)
    {
        HasPrimaryKey = shape.PrimaryKey is not null,
        Keys = shape.Keys,
    };

    private static ColumnFamily Family(TableColumn column) => column.Type?.Kind switch
    {
        ColumnKind.Int32 or ColumnKind.Int64 => ColumnFamily.Integer,
        ColumnKind.Double => ColumnFamily.Double,
        ColumnKind.Decimal => ColumnFamily.Decimal,
        ColumnKind.Boolean => ColumnFamily.Boolean,
        ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds => ColumnFamily.Time,
        ColumnKind.Text or ColumnKind.LongText => ColumnFamily.Text,
        ColumnKind.Json => ColumnFamily.Other,
        _ => Has(column, "BLOB") || Has(column, "BINARY") || Has(column, "BYTEA") ? ColumnFamily.Binary
            : Has(column, "FLOAT") || Has(column, "REAL") || Has(column, "NUMERIC") || Has(column, "DECIMAL") ? ColumnFamily.Decimal
            // What SQLite takes for a number though it holds the text of a time.
            : Has(column, "DATETIME") || column.Text.Equals("TIMESTAMP", StringComparison.OrdinalIgnoreCase) ? ColumnFamily.Time
            : ColumnFamily.Other,
    };

    private static bool Has(TableColumn column, string word) => column.Text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
