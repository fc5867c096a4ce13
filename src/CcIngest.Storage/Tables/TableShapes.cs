using System.Data.Common;
using Dapper;

namespace CcIngest.Storage;

/// <summary>Reads the tables of a schema out of the engine's catalogue: two queries for all of them.</summary>
internal static class TableShapes
{
    public static async Task<IReadOnlyList<TableShape>> ReadAsync(SqlDialect dialect, DbConnection connection, CancellationToken cancellationToken)
    {
        object schema = new { schema = dialect.Schema };
        ILookup<string, ColumnRow> columns = (await connection.QueryAsync<ColumnRow>(
                new CommandDefinition(dialect.ReadColumns, schema, cancellationToken: cancellationToken)).ConfigureAwait(false))
            .ToLookup(row => row.Table, StringComparer.Ordinal);
        ILookup<string, KeyRow> keys = (await connection.QueryAsync<KeyRow>(
                new CommandDefinition(dialect.ReadKeys, schema, cancellationToken: cancellationToken)).ConfigureAwait(false))
            .ToLookup(row => row.Table, StringComparer.Ordinal);
        return
        [
            .. columns.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => new TableShape(
                table.Key,
                [.. table.OrderBy(row => row.Position).Select(row => new TableColumn(
                    row.Name, row.Type, dialect.ReadType(row.Type), row.Nullable, row.HasDefault, row.Collation))],
                Keys(keys[table.Key]))),
        ];
    }

    private static IReadOnlyList<TableKey> Keys(IEnumerable<KeyRow> rows) =>
    [
        .. rows.GroupBy(row => row.Name, StringComparer.Ordinal)
            .Where(key => key.All(row => row.IsWhole))
            .Select(key => new TableKey(
                key.Key, [.. key.OrderBy(row => row.Position).Select(row => row.Column)], key.First().IsPrimary, key.First().IsUnique))
            .OrderByDescending(key => key.IsPrimary).ThenBy(key => key.Name, StringComparer.Ordinal),
    ];

    private sealed record ColumnRow
    {
        public required string Table { get; init; }

        public required string Name { get; init; }

        public required string Type { get; init; }

        public required bool Nullable { get; init; }

        public required bool HasDefault { get; init; }

        public string? Collation { get; init; }

        public required long Position { get; init; }
    }

    private sealed record KeyRow
    {
        public required string Table { get; init; }

        public required string Name { get; init; }

        public required string Column { get; init; }

        public required long Position { get; init; }

        public required bool IsPrimary { get; init; }

        public required bool IsUnique { get; init; }

        /// <summary>False for a column of which the index has a part only.</summary>
        public required bool IsWhole { get; init; }
    }
}
