using System.Globalization;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Reads the raw text of a row that the store itself had refused: its values by column, as <see cref="RowText"/> wrote them. The texts of all other
/// letters are the source's, and the source reads them.
/// </summary>
public static class RefusedRowText
{
    /// <summary>How the request of a letter begins whose text the store wrote.</summary>
    private const string Prefix = "a row for ";

    /// <summary>What stands for the request in such a letter.</summary>
    public static string Request(Dataset dataset) => Prefix + dataset.Table;

    public static bool IsIn(RejectedRow letter) => letter.Request.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The dead letter of a row that somebody else than the store refuses before it is written; it can be judged again as the store's own.</summary>
    public static RejectedRow Reject(RowBatch rows, int row, string rule, string reason) => Refusal.Of(rows, row, rule, reason);

    /// <summary>Adds the row to <paramref name="rows"/>; its clocks are left to the write.</summary>
    /// <param name="retrievedAt">UTC, when the row came; for the column that says it.</param>
    /// <returns>What is wrong with the row by the rules of now, else null; then the row is there.</returns>
    public static (string Rule, string Reason)? Read(RejectedRow letter, DateTime retrievedAt, RowBatch rows)
    {
        int row = rows.AddRow();
        (string Rule, string Reason)? fault = Fault(letter, retrievedAt, rows, row);
        if (fault is not null)
        {
            rows.RemoveLastRow();
        }

        return fault;
    }

    private static (string Rule, string Reason)? Fault(RejectedRow letter, DateTime retrievedAt, RowBatch rows, int row)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(letter.RawText);
            foreach (JsonProperty value in document.RootElement.EnumerateObject())
            {
                if (!rows.Dataset.TryGetOrdinal(value.Name, out int ordinal))
                {
                    return ("unreadable", $"{rows.Dataset.Table} has no column '{value.Name}' any more.");
                }

                Set(rows, row, ordinal, value.Value);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            return ("unreadable", $"The text is no row of {rows.Dataset.Table}: {unreadable.Message}");
        }

        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            if (rows.Dataset.Columns[ordinal].Role == ColumnRole.RetrievedAt)
            {
                rows.Set(row, ordinal, retrievedAt.Ticks - (retrievedAt.Ticks % rows.Dataset.Columns[ordinal].Resolution()));
            }
        }

        if (RowFit.CheckRow(rows, row) is { } misfit)
        {
            return (misfit.Rule, misfit.Reason);
        }

        return rows.Dataset.Rules.FirstOrDefault(rule => !rule.Holds(rows, row)) is { } broken ? (broken.Id, $"Must hold: {broken.Statement}.") : null;
    }

    private static void Set(RowBatch rows, int row, int ordinal, JsonElement value)
    {
        Column column = rows.Dataset.Columns[ordinal];
        switch (column.Kind)
        {
            // NaN and the infinities are texts.
            case ColumnKind.Double:
                rows.Set(row, ordinal, value.ValueKind == JsonValueKind.String
                    ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble());
                break;
            case ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds when value.ValueKind == JsonValueKind.String:
                rows.Set(row, ordinal, SqlTime.Parse(value.GetString()!));
                break;
            case ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Boolean or ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds:
                rows.Set(row, ordinal, value.GetInt64());
                break;
            default:
                rows.Set(row, ordinal, value.GetString());
                break;
        }
    }
}
