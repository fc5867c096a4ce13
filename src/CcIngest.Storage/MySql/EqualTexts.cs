using System.Data.Common;
using System.Globalization;
using System.Text;
using CcIngest.Model;
using Dapper;

namespace CcIngest.Storage;

/// <summary>
/// Which texts a collation takes for equal, as the engine says. Texts of ASCII alone are compared here, because every collation that a schema may
/// have folds their case and drops trailing blanks, nothing else; the engine is asked about all others.
/// </summary>
internal static class EqualTexts
{
    /// <summary>Texts in one statement.</summary>
    private const int ListSize = 500;

    /// <summary>Gives each text the one that stands for all that equal it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        DbConnection connection, DbTransaction? transaction, string collation, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        HashSet<string> distinct = new(texts, StringComparer.Ordinal);
        Dictionary<string, string> standsFor = new(distinct.Count, StringComparer.Ordinal);
        List<string> others = [];
        foreach (string text in distinct)
        {
            if (Ascii.IsValid(text))
            {
                standsFor[text] = Folded(text);
            }
            else
            {
                others.Add(text);
            }
        }

        if (others.Count == 0 || distinct.Count == 1)
        {
            others.ForEach(text => standsFor[text] = text);
            return standsFor;
        }

        // A character has one weight in these collations, so equal texts are of equal length: only such ASCII texts are sent along.
        HashSet<int> lengths = [.. others.Select(Length)];
        string[] plain = [.. standsFor.Values.Distinct(StringComparer.Ordinal).Where(text => lengths.Contains(Length(text)))];
        foreach (string[] chunk in plain.Length == 0 ? [[]] : plain.Chunk(ListSize))
        {
            string[] asked = [.. chunk, .. others];
            foreach ((string text, string first) in await AskAsync(connection, transaction, collation, asked, cancellationToken).ConfigureAwait(false))
            {
                // In each chunk the ASCII texts come first; the one that a text equals stands in one chunk only.
                if (!standsFor.TryGetValue(text, out string? known) || !Ascii.IsValid(known))
                {
                    standsFor[text] = first;
                }
            }
        }

        return standsFor;
    }

    /// <summary>Each text with the first in the list that the engine takes for equal to it.</summary>
    private static async Task<IEnumerable<(string Text, string First)>> AskAsync(
        DbConnection connection, DbTransaction? transaction, string collation, string[] texts, CancellationToken cancellationToken)
    {
        StringBuilder sql = new("SELECT i, MIN(i) OVER (PARTITION BY t) AS f FROM (");
        DynamicParameters parameters = new();
        for (int i = 0; i < texts.Length; i++)
        {
            sql.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : " UNION ALL ")}SELECT {i} AS i, CONVERT(@p{i} USING utf8mb4) COLLATE {collation} AS t");
            parameters.Add(string.Create(CultureInfo.InvariantCulture, $"p{i}"), texts[i]);
        }

        // Not kept by its text, of which there is one for each number of texts.
        IEnumerable<(long Index, long First)> found = await connection.QueryAsync<(long, long)>(new CommandDefinition(
            sql.Append(") AS texts").ToString(), parameters, transaction, flags: CommandFlags.Buffered | CommandFlags.NoCache, cancellationToken: cancellationToken)).ConfigureAwait(false);
        return found.Select(row => (texts[row.Index], texts[row.First]));
    }

    private static string Folded(string text) => text.TrimEnd(' ').ToUpperInvariant();

    /// <summary>Characters without trailing blanks; a surrogate pair is one.</summary>
    private static int Length(string text) => text.AsSpan().TrimEnd(' ').EnumerateRunes().Count();

    private static int Count(this SpanRuneEnumerator runes)
    {
        int count = 0;
        while (runes.MoveNext())
        {
            count++;
        }

        return count;
    }

    /// <summary>Values of a column that differ as texts and equal an earlier one for the engine.</summary>
    public static async Task<IReadOnlyList<(string Kept, string Clashing)>> FindClashesAsync(
        DbConnection connection, MySqlDialect dialect, Column column, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        string[] texts = [.. values.Distinct(StringComparer.Ordinal)];
        IReadOnlyDictionary<string, string> standsFor = await ReadAsync(
            connection, null, dialect.CollationOf(column), texts, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        List<(string Kept, string Clashing)> clashes = [];
        foreach (string text in texts)
        {
            if (!kept.TryAdd(standsFor[text], text))
            {
                clashes.Add((kept[standsFor[text]], text));
            }
        }

        return clashes;
    }
}
