using System.Globalization;
using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What an engine's type means in the terms of a <see cref="Column"/>.</summary>
/// <param name="Length">Characters of a <see cref="ColumnKind.Text"/>; 0 for others.</param>
/// <param name="Precision">Digits of a <see cref="ColumnKind.Decimal"/>; 0 for others, and where there is no bound.</param>
/// <param name="Scale">Digits behind the point of a <see cref="ColumnKind.Decimal"/>.</param>
public readonly partial record struct ColumnType(ColumnKind Kind, int Length = 0, int Precision = 0, int Scale = 0)
{
    /// <summary>The type as MySQL, MariaDB and SingleStore write it, or null where no dataset has such a one.</summary>
    public static ColumnType? OfMySql(string text)
    {
        (string word, int first, int second) = Split(text);
        return word switch
        {
            "varchar" or "char" => new(ColumnKind.Text, first),
            "tinytext" or "text" or "mediumtext" or "longtext" => new(ColumnKind.LongText),
            "json" => new(ColumnKind.Json),
            "double" => new(ColumnKind.Double),
            "decimal" => new(ColumnKind.Decimal, 0, first, second),
            // The only one that has a width everywhere; the family's BOOLEAN is no type of its own.
            "tinyint" when first == 1 => new(ColumnKind.Boolean),
            "boolean" or "bool" => new(ColumnKind.Boolean),
            "tinyint" or "smallint" or "mediumint" or "int" => new(ColumnKind.Int32),
            "bigint" => new(ColumnKind.Int64),
            "datetime" or "timestamp" => new(first == 0 ? ColumnKind.DateTime : ColumnKind.DateTimeMicroseconds),
            _ => null,
        };
    }

    /// <summary>The type as PostgreSQL writes it, or null where no dataset has such a one.</summary>
    public static ColumnType? OfPostgreSql(string text)
    {
        (string word, int first, int second) = Split(text);
        return word switch
        {
            "character varying" or "varchar" or "character" when first > 0 => new(ColumnKind.Text, first),
            "character varying" or "varchar" or "text" => new(ColumnKind.LongText),
            "json" or "jsonb" => new(ColumnKind.Json),
            "double precision" => new(ColumnKind.Double),
            "numeric" => new(ColumnKind.Decimal, 0, first, second),
            "boolean" => new(ColumnKind.Boolean),
            "smallint" or "integer" => new(ColumnKind.Int32),
            "bigint" => new(ColumnKind.Int64),
            // It keeps a zone, so that its text is another where the session's zone is.
            _ when text.EndsWith(" with time zone", StringComparison.Ordinal) => null,
            // Without a width it keeps microseconds.
            "timestamp" or "timestamp without time zone" => new(text.Contains("(0)", StringComparison.Ordinal) ? ColumnKind.DateTime : ColumnKind.DateTimeMicroseconds),
            _ => null,
        };
    }

    /// <summary>The affinity that SQLite gives to a declared type (datatype3, section 3.1), or null for NUMERIC and BLOB.</summary>
    public static ColumnType? OfSqlite(string text)
    {
        return Has("INT") ? new(ColumnKind.Int64)
            : Has("CHAR") || Has("CLOB") || Has("TEXT") ? new(ColumnKind.LongText)
            : Has("BLOB") || text.Length == 0 ? null
            : Has("REAL") || Has("FLOA") || Has("DOUB") ? new ColumnType(ColumnKind.Double)
            : null;

        bool Has(string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The words without their numbers and what follows of other matters (character set, collation), and up to two numbers.</summary>
    private static (string Word, int First, int Second) Split(string text)
    {
        Match match = Words().Match(text);
        string tail = match.Groups["tail"].Value is "without time zone" ? " without time zone" : "";
        return (match.Groups["word"].Value.ToLowerInvariant() + tail, Number("first"), Number("second"));

        int Number(string group) => int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }

    [GeneratedRegex(
        @"^(?<word>character varying|double precision|[a-z]+)(\((?<first>\d+)(,\s*(?<second>\d+))?\))?( (?<tail>without time zone))?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
