using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Sources.Tests;

/// <summary>A list of records as an endpoint may write it: alike but for their numbers, and now and then one that is not.</summary>
internal sealed class GeneratedPage(Random random, Dataset dataset)
{
    private static readonly string[] Oddities =
    [
        "null", "\"\"", "\"12.5\"", "\"\\u0041\"", "\"a\\nb\"", "\"ü€\"", "true", "false", "0", "-0", "-0.0", "1.0", "1e5", "1E-7", "2.5e+3", "1e400", "1e-400", "1.5", "-7", "{}", "[1,2]",
        "9007199254740993", "18446744073709551616", "0.12345678901234567890123", "123456789012345678901234567890", "1234567890.123456789", "\"a text that is much longer than any column of a table of candles has room for, whatever it says\"",
    ];

    private readonly string _colon = random.Next(4) == 0 ? ": " : ":";
    private readonly string _comma = random.Next(4) == 0 ? ",\n  " : ",";

    public string Text(int records)
    {
        Column[] columns = [.. dataset.Columns.Where(column => column is { Role: ColumnRole.Value, Source: [not '@', ..] } && (!column.Nullable || random.Next(8) > 0))];
        random.Shuffle(columns);
        Dictionary<string, string> texts = columns.Where(column => column.Storage == ColumnStorage.Text).ToDictionary(column => column.Source!, column => $"\"{column.Source![..Math.Min(3, column.Source!.Length)]}\"");
        return "[" + string.Join(_comma, Enumerable.Range(0, records).Select(_ => Record(columns, texts))) + "]";
    }

    private string Record(IReadOnlyList<Column> columns, Dictionary<string, string> texts)
    {
        List<(string Name, string Value)> members = [.. columns.Select(column => (column.Source!, texts.GetValueOrDefault(column.Source!) ?? Number(column)))];
        members.Insert(members.Count / 2, ("NOT_WANTED", random.Next(1000).ToString(CultureInfo.InvariantCulture)));
        if (random.Next(6) == 0)
        {
            int odd = random.Next(members.Count);
            switch (random.Next(6))
            {
                case 0:
                    members.RemoveAt(odd);
                    break;
                case 1:
                    members.Add(members[odd]);
                    break;
                case 2:
                    members[odd] = ($"\\u{(int)members[odd].Name[0]:x4}{members[odd].Name[1..]}", members[odd].Value);
                    break;
                default:
                    members[odd] = (members[odd].Name, Oddities[random.Next(Oddities.Length)]);
                    break;
            }
        }

        return "{" + string.Join(_comma, members.Select(member => $"\"{member.Name}\"{_colon}{member.Value}")) + "}";
    }

    private string Number(Column column) => column.Kind switch
    {
        ColumnKind.Double => random.Next(5) switch
        {
            0 => (random.NextDouble() * Math.Pow(10, random.Next(-12, 18))).ToString("R", CultureInfo.InvariantCulture),
            1 => random.Next(100_000).ToString(CultureInfo.InvariantCulture),
            2 => (random.Next() * 1e-13).ToString("R", CultureInfo.InvariantCulture),
            _ => (random.Next(10_000_000) / 100m).ToString(CultureInfo.InvariantCulture),
        },
        ColumnKind.DateTime => random.NextInt64(1_400_000_000, 1_800_000_000).ToString(CultureInfo.InvariantCulture),
        ColumnKind.Boolean => random.Next(2).ToString(CultureInfo.InvariantCulture),
        _ => random.NextInt64(1L << random.Next(1, 31)).ToString(CultureInfo.InvariantCulture),
    };
}
