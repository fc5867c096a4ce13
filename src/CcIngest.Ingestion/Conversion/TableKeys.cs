using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Which columns tell rows of a table apart, and which one says that a row is newer.</summary>
internal static class TableKeys
{
    /// <exception cref="IngestException">SettingInvalid: nothing says which, or a column is not there.</exception>
    public static IReadOnlyList<string> KeyOf(SourceTable table, IReadOnlyList<string> asked)
    {
        if (asked.Count > 0)
        {
            return [.. asked.Select(name => Column(table, name).Name)];
        }

        if (table.Dataset is { } dataset && dataset.Key.All(ordinal => table.Find(dataset.Columns[ordinal].Name) is not null))
        {
            return [.. dataset.Key.Select(ordinal => dataset.Columns[ordinal].Name)];
        }

        return table.HasPrimaryKey ? table.UniqueKeys[0] : throw new IngestException(
            IngestErrorId.SettingInvalid, $"{table.Name} has no primary key, and is no table that this program knows.",
            "Name the columns that tell its rows apart: -Key.");
    }

    /// <summary>The column by which the newest of several rows is found, or null.</summary>
    /// <exception cref="IngestException">SettingInvalid: the column is not there.</exception>
    public static string? NewestOf(SourceTable table, string? asked)
    {
        if (asked is not null)
        {
            return Column(table, asked).Name;
        }

        IEnumerable<string> clocks = (table.Dataset?.Columns ?? [])
            .Where(column => column.Role is ColumnRole.CollectedAt or ColumnRole.UpdatedAt).Select(column => column.Name).Concat(["collected_at", "updated_at"]);
        return clocks.Select(table.Find).FirstOrDefault(column => column is not null)?.Name;
    }

    public static SourceColumn Column(SourceTable table, string name) => table.Find(name) ?? throw new IngestException(
        IngestErrorId.SettingInvalid, $"{table.Name} has no column '{name}'.{NearestWord.Hint(name, table.Columns.Select(column => column.Name))}",
        $"Its columns are {string.Join(", ", table.Columns.Select(column => column.Name))}.");

    public static async Task<SourceTable> TableAsync(IMarketDataStore store, string name, CancellationToken cancellationToken) =>
        await store.Rebuilds.ReadTableAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new IngestException(
            IngestErrorId.StoreSchemaMissing, $"{store.Info} has no table '{name}'.", "Name a table that is there, without its schema.");

    /// <exception cref="IngestException">The key leaves rows out that nobody allowed to be.</exception>
    public static void CheckFit(SourceTable table, IReadOnlyList<string> key, KeyFit fit, bool removesDuplicates)
    {
        string columns = string.Join(", ", key);
        if (fit.WithoutKey > 0)
        {
            throw new IngestException(
                IngestErrorId.StoreSchemaMismatch, FormattableString.Invariant($"{table.Name}: {fit.WithoutKey:N0} rows have no value in a column of the key ({columns})."),
                "Give these rows a value or remove them, or choose another key (-Key).");
        }

        if (fit.Duplicates > 0 && !removesDuplicates)
        {
            throw new IngestException(
                IngestErrorId.KeyClash,
                FormattableString.Invariant(
                    $"{table.Name}: of {fit.Rows:N0} rows {fit.Duplicates:N0} have a key ({columns}) that another row has; {fit.Keys:N0} keys have several."),
                "Look at them with Get-CcDuplicate. -RemoveDuplicate keeps the newest of each key, and -ExportPath writes the others to files first.");
        }
    }

    /// <exception cref="IngestException">Nothing says which row is the newest.</exception>
    public static string RequireNewest(SourceTable table, string? newestBy) => newestBy ?? throw new IngestException(
        IngestErrorId.SettingInvalid, $"{table.Name} has no column collected_at or updated_at, so nothing says which row of a key is the newest.",
        "Name the column: -NewestBy.");
}
