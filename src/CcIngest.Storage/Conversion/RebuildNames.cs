using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What the tables of a rebuild are called.</summary>
internal static class RebuildNames
{
    /// <summary>A rebuild that begins, with names that no table has.</summary>
    /// <param name="longest">Characters that a name may have.</param>
    /// <exception cref="IngestException">The table's own name leaves no room.</exception>
    public static RebuildRecord Begin(RebuildRequest request, DateTime now, IReadOnlyList<TableShape> tables, int longest)
    {
        DateTime stamp = now;
        while (tables.Any(table => string.Equals(table.Table, Original(request.Table, stamp), StringComparison.OrdinalIgnoreCase)))
        {
            stamp = stamp.AddSeconds(1);
        }

        string original = Original(request.Table, stamp);
        return original.Length <= longest
            ? new RebuildRecord
            {
                Id = $"{request.Table}__{now.ToString("yyyyMMdd'T'HHmmss.ffffff'Z'", CultureInfo.InvariantCulture)}",
                Request = request,
                State = TableRebuilds.Copying,
                // Not only 'new': PostgreSQL and SQLite keep the names of its indexes when it is renamed.
                NewTable = string.Create(CultureInfo.InvariantCulture, $"{request.Table}__new_{new DateTimeOffset(stamp).ToUnixTimeSeconds():x}"),
                Original = original,
                BeganAt = now,
            }
            : throw new IngestException(
                IngestErrorId.SettingInvalid, $"'{original}' would be longer than the {longest} characters that a name may have.", "Give the table a shorter name.");
    }

    /// <summary>How far a rebuild's change of names has come, by the tables that are there: a process may die before it writes it down.</summary>
    public static SwapProgress Look(RebuildRecord rebuild, IReadOnlyList<TableShape> tables)
    {
        bool has(string name) => tables.Any(table => string.Equals(table.Table, name, StringComparison.OrdinalIgnoreCase));
        return (has(rebuild.Original), has(rebuild.NewTable), has(rebuild.Request.Table)) switch
        {
            (false, _, _) => SwapProgress.NotBegun,
            (true, true, true) => SwapProgress.MadeAgain,
            (true, true, false) => SwapProgress.Half,
            _ => SwapProgress.Done,
        };
    }

    private static string Original(string table, DateTime stamp) => $"{table}__before_{stamp.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
}

/// <summary>What the names of tables say of a rebuild that is under way.</summary>
internal enum SwapProgress
{
    /// <summary>The old table has its name.</summary>
    NotBegun,

    /// <summary>The old table has its new name, and the new one not yet its own: where two renames follow one another.</summary>
    Half,

    /// <summary>As <see cref="Half"/>, and meanwhile somebody has made a table of the name.</summary>
    MadeAgain,

    Done,
}
