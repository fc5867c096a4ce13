using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What the tables of a store have other than the catalogue says, and what mends it.</summary>
internal sealed class SchemaComparison(SqlDialect dialect, IReadOnlyList<TableShape> tables)
{
    private const string Add = SchemaDrift.Addition;
    private const string Rebuild = "Initialize-CcStore -Upgrade";

    // Of tables whose names differ by case alone, the one that is written as ours.
    private readonly Dictionary<string, TableShape> _tables = tables.OrderByDescending(table => table.Table, StringComparer.Ordinal)
        .DistinctBy(table => table.Table, StringComparer.OrdinalIgnoreCase).ToDictionary(table => table.Table, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the order of the catalogue; tables that are not of this program stand at the end.</summary>
    public IEnumerable<SchemaDrift> Differences() => DatasetCatalog.All.SelectMany(Differences).Concat(
        tables.Where(table => !DatasetCatalog.All.Any(dataset => string.Equals(dataset.Table, table.Table, StringComparison.OrdinalIgnoreCase)))
            .Select(table => new SchemaDrift(table.Table, SchemaDriftKind.ExtraTable, null, CheckVerdict.Passed, null, "not of this program", null)));

    /// <param name="stored">The store's version; null when it has none.</param>
    public static IEnumerable<SchemaDrift> OfVersion(int? stored) => stored == DatasetCatalog.SchemaVersion ? [] :
    [
        new(Bookkeeping.SchemaVersion.Table, SchemaDriftKind.OtherVersion, null, CheckVerdict.Failed,
            DatasetCatalog.SchemaVersion.ToString(CultureInfo.InvariantCulture), stored?.ToString(CultureInfo.InvariantCulture),
            stored > DatasetCatalog.SchemaVersion ? null : Add),
    ];

    /// <summary>Of one table.</summary>
    public IEnumerable<SchemaDrift> Differences(Dataset dataset)
    {
        if (!_tables.TryGetValue(dataset.Table, out TableShape? table))
        {
            return [new(dataset.Table, SchemaDriftKind.MissingTable, null, CheckVerdict.Failed, "a table", null, Add)];
        }

        return dataset.Columns.SelectMany(column => OfColumn(dataset, table, column))
            .Concat(Extra(dataset, table))
            .Concat(OfKeys(dataset, table))
            .Concat(OfIndexes(dataset, table));
    }

    private IEnumerable<SchemaDrift> OfColumn(Dataset dataset, TableShape table, Column column)
    {
        string expected = $"{dialect.TypeOf(column)}{(column.Nullable ? "" : " NOT NULL")}";
        if (table.Column(column.Name) is not { } found)
        {
            yield return Drift(SchemaDriftKind.MissingColumn, CheckVerdict.Failed, null, column.Nullable ? Add : Rebuild);
            yield break;
        }

        string words = $"{found.Text}{(found.Nullable ? "" : " NOT NULL")}";
        if (dialect.ReadType(dialect.TypeOf(column)) is { } wanted && Judge(wanted, found.Type) is { } verdict)
        {
            bool isUnixTime = column.IsTime() && found.Type is { Kind: ColumnKind.Int32 or ColumnKind.Int64 };
            yield return Drift(SchemaDriftKind.RetypedColumn, verdict, words,
                isUnixTime && !dataset.Key.Contains(dataset.Ordinal(column.Name))
                    ? $"Convert-CcTimestampColumn -Table {dataset.Table} -Column {column.Name}" : Rebuild);
        }

        if (found.Nullable != column.Nullable)
        {
            // A column that refuses nulls stops writes; one that takes them only lets others write what may not be.
            yield return Drift(SchemaDriftKind.OtherNullability, found.Nullable ? CheckVerdict.Warning : CheckVerdict.Failed, words, Rebuild);
        }

        if (dataset.Key.Contains(dataset.Ordinal(column.Name)) && dialect.CollationName(column) is { } collation && found.Collation is { } compares
            && !string.Equals(collation, compares, StringComparison.OrdinalIgnoreCase))
        {
            yield return new(dataset.Table, SchemaDriftKind.OtherCollation, column.Name, CheckVerdict.Warning, collation, compares, Rebuild);
        }

        SchemaDrift Drift(SchemaDriftKind kind, CheckVerdict verdict, string? has, string command) =>
            new(dataset.Table, kind, column.Name, verdict, expected, has, command);
    }

    private static IEnumerable<SchemaDrift> Extra(Dataset dataset, TableShape table) => table.Columns
        .Where(column => !dataset.Columns.Any(ours => string.Equals(ours.Name, column.Name, StringComparison.OrdinalIgnoreCase)))
        .Select(column => column is { Nullable: false, HasDefault: false }
            ? new SchemaDrift(dataset.Table, SchemaDriftKind.ExtraColumn, column.Name, CheckVerdict.Failed, null, $"{column.Text} NOT NULL", Rebuild)
            : new(dataset.Table, SchemaDriftKind.ExtraColumn, column.Name, CheckVerdict.Passed, null, column.Text, null));

    private static IEnumerable<SchemaDrift> OfKeys(Dataset dataset, TableShape table)
    {
        string[] key = [.. dataset.Key.Select(ordinal => dataset.Columns[ordinal].Name)];
        string expected = Words(key);
        bool IsOurs(TableKey found) => found.Columns.Count == key.Length && found.Columns.All(column => key.Contains(column, StringComparer.OrdinalIgnoreCase));
        TableKey[] others = [.. table.Keys.Where(found => found.IsUnique && !IsOurs(found))];
        if (!table.Keys.Any(found => found.IsUnique && IsOurs(found)))
        {
            // Where another key is already, doubles are of another kind than those of a table without any.
            string command = others.Length > 0 ? Rebuild : $"Remove-CcDuplicate -Table {dataset.Table} -Rebuild";
            yield return new(dataset.Table, SchemaDriftKind.MissingKey, null, CheckVerdict.Failed, expected, others.Length > 0 ? Words(others[0].Columns) : null, command);
        }

        foreach (TableKey other in others.Where(other => table.Keys.Any(found => found.IsUnique && IsOurs(found))))
        {
            // A key that has ours in it refuses nothing that ours lets in.
            bool isHarmless = key.All(column => other.Columns.Contains(column, StringComparer.OrdinalIgnoreCase));
            yield return new(dataset.Table, SchemaDriftKind.OtherKey, other.Name, isHarmless ? CheckVerdict.Passed : CheckVerdict.Failed,
                expected, Words(other.Columns), isHarmless ? null : Rebuild);
        }
    }

    private IEnumerable<SchemaDrift> OfIndexes(Dataset dataset, TableShape table) => dialect.IndexesOf(dataset)
        .Select(index => index.Select(ordinal => dataset.Columns[ordinal].Name).ToArray())
        .Where(index => !table.Keys.Any(found => found.Columns.Take(index.Length).SequenceEqual(index, StringComparer.OrdinalIgnoreCase)))
        .Select(index => new SchemaDrift(dataset.Table, SchemaDriftKind.MissingIndex, Words(index), CheckVerdict.Warning, Words(index), null, Add));

    /// <summary>Null where the type found does what the wanted one does.</summary>
    private CheckVerdict? Judge(ColumnType wanted, ColumnType? found) => (wanted.Kind, found?.Kind) switch
    {
        (_, null) => CheckVerdict.Failed,
        (ColumnKind.Text, ColumnKind.Text) => Compare(wanted.Length, found.Value.Length),
        (ColumnKind.Text, ColumnKind.LongText) => CheckVerdict.Warning,
        // MariaDB's JSON is a LONGTEXT; PostgreSQL's json and jsonb are read alike.
        (ColumnKind.Json, ColumnKind.LongText) when dialect is MySqlDialect => null,
        (ColumnKind.Decimal, ColumnKind.Decimal) => wanted == found ? null
            : found.Value.Precision == 0 || (found.Value.Scale >= wanted.Scale && found.Value.Precision - found.Value.Scale >= wanted.Precision - wanted.Scale)
                ? CheckVerdict.Warning : CheckVerdict.Failed,
        (ColumnKind.Int32, ColumnKind.Int64) or (ColumnKind.Boolean, ColumnKind.Int32) or (ColumnKind.DateTime, ColumnKind.DateTimeMicroseconds) =>
            CheckVerdict.Warning,
        var (ours, theirs) => ours == theirs ? null : CheckVerdict.Failed,
    };

    private static CheckVerdict? Compare(int wanted, int found) => found == wanted ? null : found > wanted ? CheckVerdict.Warning : CheckVerdict.Failed;

    private static string Words(IEnumerable<string> columns) => string.Join(", ", columns);
}
