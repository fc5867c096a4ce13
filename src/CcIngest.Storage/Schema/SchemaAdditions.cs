using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The statements that add to tables what they lack and what can be added without touching a row.</summary>
internal static class SchemaAdditions
{
    public static IEnumerable<string> Statements(SqlDialect dialect, IReadOnlyList<TableShape> tables)
    {
        SchemaComparison comparison = new(dialect, tables);
        return DatasetCatalog.All.SelectMany(dataset => comparison.Differences(dataset).SelectMany(drift => drift switch
        {
            { Kind: SchemaDriftKind.MissingTable } => dialect.CreateTable(dataset),
            { Kind: SchemaDriftKind.MissingColumn, Item: { } name } when dataset.Columns[dataset.Ordinal(name)].Nullable => [dialect.AddColumn(dataset, name)],
            { Kind: SchemaDriftKind.MissingIndex, Item: { } columns } => [dialect.AddIndex(dataset, [.. columns.Split(", ").Select(dataset.Ordinal)])],
            _ => Array.Empty<string>(),
        }));
    }
}
