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
            Set("letter_id", rejection.LetterId);
            Set("dataset", rejection.Dataset.Name);
            Set("exchange", rejection.Exchange);
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

    /// <summary>Rows of keys alone.</summary>
    public static RowBatch Keys(IReadOnlyList<string> letterIds)
    {
        RowBatch rows = new(Bookkeeping.DeadLetters, letterIds.Count);
        foreach (string id in letterIds)
        {
            rows.Set(rows.AddRow(), Bookkeeping.DeadLetters.Ordinal("letter_id"), id);
        }

        return rows;
    }
}
