using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The content of <c>docs/database_schema.md</c>, from the dataset definitions.</summary>
public static class SchemaDocument
{
    public static string Markdown()
    {
        StringBuilder text = new();
        text.Append($$"""
            # Database schema, version {{DatasetCatalog.SchemaVersion.ToString(CultureInfo.InvariantCulture)}}

            Written from the dataset definitions in `src/CcIngest.Model/Datasets`; a test fails when the two differ. The same as SQL:
            {{string.Join(", ", StoreEngines.All.Select(engine => $"`sql/create_schema.{engine}.sql`"))}}.

            All tables stand in the schema `market` (settable). Times are UTC. The key has the same columns on every engine and is the only unique one.
            `created_at` is the first write of a row, `updated_at` moves when the source's data changed, `collected_at` is the time at which the values
            of a candle became known.


            """.ReplaceLineEndings("\n"));
        foreach (Dataset dataset in DatasetCatalog.All)
        {
            Append(text, dataset);
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, Dataset dataset)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {dataset.Table}\n\n{dataset.Description}\nSource: {dataset.Origin}.\n\n")
            .Append(CultureInfo.InvariantCulture, $"Key: {Names(dataset, dataset.Key)}. Shard key (SingleStore): {Names(dataset, dataset.ShardKey)}. ")
            .Append(CultureInfo.InvariantCulture, $"Sort key (SingleStore): {string.Join(", ", dataset.SortKey.Select(ordinal => Sorted(dataset, ordinal)))}.");
        if (dataset.Indexes.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" Indexes: {string.Join("; ", dataset.Indexes.Select(index => Names(dataset, index)))}.");
        }

        text.Append("\n\n| Column | Type | Null | From | Unit or meaning |\n|---|---|---|---|---|\n");
        foreach (Column column in dataset.Columns)
        {
            string source = column.Source is null ? "" : $"`{column.Source}`";
            text.Append(CultureInfo.InvariantCulture, $"| {column.Name} | {TypeOf(column)} | {(column.Nullable ? "yes" : "no")} | {source} | {column.Unit} |\n");
        }

        if (dataset.Rules.Count > 0)
        {
            text.Append("\nA row that breaks one of these becomes a dead letter:\n\n");
            foreach (ValidationRule rule in dataset.Rules)
            {
                text.Append(CultureInfo.InvariantCulture, $"- `{rule.Id}`: {rule.Statement}\n");
            }
        }

        text.Append('\n');
    }

    private static string Names(Dataset dataset, IEnumerable<int> ordinals) => string.Join(", ", ordinals.Select(ordinal => dataset.Columns[ordinal].Name));

    private static string Sorted(Dataset dataset, int ordinal) =>
        dataset.Columns[ordinal].Name + (dataset.SortDescending.Contains(ordinal) ? " descending" : "");

    private static string TypeOf(Column column) => column.Kind switch
    {
        ColumnKind.Text => $"text, {column.Length}",
        ColumnKind.LongText => "text",
        ColumnKind.Json => "JSON",
        ColumnKind.Double => "double",
        ColumnKind.Decimal => $"decimal({column.Precision},{column.Scale})",
        ColumnKind.Int32 => "int32",
        ColumnKind.Int64 => "int64",
        ColumnKind.Boolean => "boolean",
        ColumnKind.DateTime => "time, seconds",
        _ => "time, microseconds",
    };
}
