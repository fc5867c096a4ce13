using System.Text.RegularExpressions;
using CcIngest.Storage;

namespace CcIngest.TestSupport;

/// <summary>The tables of the earlier system as its create script made them: <c>api/schema.md</c> of the shared data, in each engine's words.</summary>
public static partial class EarlierSystem
{
    /// <summary>CREATE TABLE for each of its tables, by name; skips the test where the shared data are not there.</summary>
    public static IReadOnlyDictionary<string, string> CreateTables(SqlDialect dialect)
    {
        Dictionary<string, string> tables = [];
        List<string> names = [];
        List<string> columns = [];
        string key = "";
        foreach (string line in File.ReadLines(SharedData.Require("api", "schema.md")).Append("## end"))
        {
            if (line.StartsWith('#'))
            {
                foreach (string name in names.Where(_ => columns.Count > 0))
                {
                    tables[name] = $"CREATE TABLE {dialect.Quote(dialect.Schema)}.{dialect.Quote(name)} ({string.Join(", ", columns)}{key})";
                }

                (names, columns, key) = (line.StartsWith("### cc_", StringComparison.Ordinal) ? Names(line[4..]) : [], [], "");
            }
            else if (PrimaryKey().Match(line) is { Success: true } primary)
            {
                key = $", PRIMARY KEY ({string.Join(", ", primary.Groups[1].Value.Split(", ").Select(dialect.Quote))})";
            }
            else if (ColumnLine().Match(line) is { Success: true } column)
            {
                columns.Add($"{dialect.Quote(column.Groups[1].Value)} {Type(dialect, column.Groups[2].Value)}{(column.Groups[3].Value == "no" ? " NOT NULL" : "")}");
            }
        }

        return tables;
    }

    /// <summary>"cc_x_1m, _1h, _1d", or names in full.</summary>
    private static List<string> Names(string heading)
    {
        List<string> names = [];
        foreach (string part in heading.Split(", "))
        {
            names.Add(part.StartsWith("cc_", StringComparison.Ordinal) ? part : names[0][..names[0].LastIndexOf('_')] + part);
        }

        return names;
    }

    private static string Type(SqlDialect dialect, string type) => dialect is not PostgreSqlDialect ? type : type switch
    {
        "DATETIME" => "timestamp(0)",
        "DOUBLE" => "double precision",
        _ => type,
    };

    [GeneratedRegex(@"^Keys: primary \(([a-z_, ]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex PrimaryKey();

    [GeneratedRegex(@"^\| (\w+) \| ([A-Z]+(?:\(\d+\))?) \| (yes|no) \|", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnLine();
}
