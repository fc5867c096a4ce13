using System.Buffers;
using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Rows as the value lists of a multi-row INSERT. The texts rely on backslash escapes and utf8mb4, which every session of the store has
/// (<see cref="MySqlSession"/>).
/// </summary>
internal static class RowLiterals
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\'\0");

    /// <summary>Adds <c>(1, 'text', NULL)</c>: all columns of a row in table order.</summary>
    public static void Append(StringBuilder sql, RowBatch rows, int row)
    {
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            sql.Append(ordinal == 0 ? "(" : ", ");
            AppendCell(sql, rows, row, ordinal);
        }

        sql.Append(')');
    }

    private static void AppendCell(StringBuilder sql, RowBatch rows, int row, int ordinal)
    {
        if (rows.IsNull(row, ordinal))
        {
            sql.Append("NULL");
            return;
        }

        Column column = rows.Dataset.Columns[ordinal];
        switch (column.Storage)
        {
            case ColumnStorage.Double:
                AppendDouble(sql, rows.Double(row, ordinal));
                break;
            case ColumnStorage.Int64 when column.IsTime():
                sql.Append('\'').Append(SqlTime.Text(rows.Time(row, ordinal), column.Resolution())).Append('\'');
                break;
            case ColumnStorage.Int64:
                sql.Append(CultureInfo.InvariantCulture, $"{rows.Int64(row, ordinal)}");
                break;
            default:
                AppendText(sql, rows.Text(row, ordinal));
                break;
        }
    }

    /// <summary>The shortest text that reads back as the same double; with an exponent always, because a number without one is a DECIMAL to the server.</summary>
    private static void AppendDouble(StringBuilder sql, double value)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        sql.Append(text[..length]);
        if (!text[..length].Contains('E'))
        {
            sql.Append("E0");
        }
    }

    private static void AppendText(StringBuilder sql, ReadOnlySpan<char> text)
    {
        sql.Append('\'');
        int special;
        while ((special = text.IndexOfAny(Special)) >= 0)
        {
            sql.Append(text[..special]).Append('\\').Append(text[special] == '\0' ? '0' : text[special]);
            text = text[(special + 1)..];
        }

        sql.Append(text).Append('\'');
    }
}
