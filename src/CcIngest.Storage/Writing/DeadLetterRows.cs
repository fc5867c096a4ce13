using System.Security.Cryptography;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Rejected rows as rows of <c>cc_dead_letters</c>.</summary>
internal static class DeadLetterRows
{
    public static RowBatch Of(IEnumerable<RejectedRow> rejected, string runId, DateTime now)
    {
        Dataset letters = Bookkeeping.DeadLetters;
        RowBatch rows = new(letters);
        foreach (RejectedRow rejection in rejected)
        {
            int row = rows.AddRow();
            Set("letter_id", Id(rejection));
            Set("dataset", rejection.Dataset.Name);
            Set("exchange", rejection.Series?.Exchange);
            Set("symbol_unmapped", rejection.Series?.Symbol);
            Set("interval_name", (rejection.Series?.Interval ?? rejection.Dataset.Interval)?.ToString());
            Set("rule", rejection.Rule);
            Set("reason", rejection.Reason);
            Set("raw_text", rejection.RawText);
            Set("request", rejection.Request);
            Set("run_id", runId);
            rows.Set(row, letters.Ordinal("known_at"), now);
            if (rejection.Time is { } time)
            {
                rows.Set(row, letters.Ordinal("period_start"), time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond));
            }

            void Set(string column, string? text)
            {
                int ordinal = letters.Ordinal(column);
                int length = letters.Columns[ordinal].Length;
                rows.Set(row, ordinal, text is null ? null : ShortText.Of(text, length == 0 ? int.MaxValue : length));
            }
        }

        return RowOrder.Apply(rows, null, out _);
    }

    /// <summary>The same rejection is one letter, however often it comes: SHA-256 of dataset, raw text and rule, in hexadecimal.</summary>
    public static string Id(RejectedRow rejection) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{rejection.Dataset.Name}\n{rejection.Rule}\n{rejection.RawText}")));
}
