using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Judges one letter again. Row, coverage and the letter's end are one transaction.</summary>
internal static class LetterResume
{
    public static async Task<(ResumedLetter Letter, WriteResult Written)> RunAsync(
        RunContext run, StoredLetter stored, CancellationToken cancellationToken)
    {
        RejectedRow letter = stored.Letter;
        if (await IsSupersededAsync(run, stored, cancellationToken).ConfigureAwait(false))
        {
            WriteResult settled = await run.SettleAsync([], [], stored.Id, cancellationToken).ConfigureAwait(false);
            return (Told(stored.Id, letter, LetterOutcome.Superseded) with { Reason = "The period has a row that came since." }, settled);
        }

        RowBatch rows = new(letter.Dataset, 1);
        if (Judge(run, stored, rows) is { } wrong)
        {
            return await KeepAsync(run, stored, wrong, cancellationToken).ConfigureAwait(false);
        }

        // What a period has is older than its letter. Elsewhere, as in reference lists, a row that is there is newer.
        bool isLatest = stored.Period is not null;
        CoverageDelta[] coverage = await LetterCoverage.SetAsync(run, stored, CoverageState.Complete, letter.Request, cancellationToken).ConfigureAwait(false);
        WriteResult written = await run.SettleAsync(
            [new TableWrite(rows, isLatest ? WriteMode.Merge : WriteMode.InsertMissing)], coverage, stored.Id, cancellationToken).ConfigureAwait(false);
        if (written.Clashes is [{ } refused, ..])
        {
            return await KeepAsync(run, stored, letter with { Rule = refused.Rule, Reason = refused.Reason }, cancellationToken).ConfigureAwait(false);
        }

        return (isLatest || written.Rows.Inserted > 0
            ? Told(stored.Id, letter, LetterOutcome.Stored)
            : Told(stored.Id, letter, LetterOutcome.Superseded) with { Reason = "The store has a row of this key already." }, written);
    }

    /// <summary>
    /// Whether the store has learned the values of the letter's period after the letter. An answer that only confirmed what was stored leaves no
    /// trace; the letter may be older than that one, and what it replaces stays among the revisions.
    /// </summary>
    private static async Task<bool> IsSupersededAsync(RunContext run, StoredLetter stored, CancellationToken cancellationToken)
    {
        if (stored.Letter is not { Series: { } series, Time: { } time, Dataset: { Series: { } columns } dataset }
            || !dataset.TryGetOrdinal("collected_at", out int collectedAt))
        {
            return false;
        }

        RowBatch key = new(dataset, 1);
        int row = key.AddRow();
        columns.Name(key, row, series.Exchange, series.Symbol);
        key.Set(row, columns.Time, time);
        if (columns.Interval is { } interval)
        {
            key.Set(row, interval, series.Interval.ToString());
        }

        RowBatch known = await run.Store.FindRowsAsync(key, cancellationToken).ConfigureAwait(false);

        // The row's clock has whole seconds.
        return known.Count > 0 && known.Time(0, collectedAt) >= stored.KnownAt.AddTicks(-(stored.KnownAt.Ticks % TimeSpan.TicksPerSecond));
    }

    /// <summary>Adds the row, or says what is wrong with it. Values of a period that is still running are not those that it will have.</summary>
    private static RejectedRow? Judge(RunContext run, StoredLetter stored, RowBatch rows)
    {
        if (ReadRow(run, stored, rows) is { } wrong)
        {
            return wrong;
        }

        return rows.Dataset is { Series: { } series, Interval: { } interval }
            && rows.Time(0, series.Time) >= WantedRange.ClosedBefore(interval, run.Now, run.Options.Grace)
            ? stored.Letter with { Rule = BulkRules.NotClosed, Reason = BulkRules.NotClosedReason(rows.Time(0, series.Time)) }
            : null;
    }

    private static RejectedRow? ReadRow(RunContext run, StoredLetter stored, RowBatch rows)
    {
        if (!RefusedRowText.IsIn(stored.Letter))
        {
            return run.Source.Reread(stored.Letter, stored.KnownAt, rows);
        }

        return RefusedRowText.Read(stored.Letter, stored.KnownAt, rows) is var (rule, reason)
            ? stored.Letter with { Rule = rule, Reason = reason }
            : null;
    }

    /// <summary>The letter stays, with the verdict of now. Its period does too.</summary>
    private static async Task<(ResumedLetter Letter, WriteResult Written)> KeepAsync(
        RunContext run, StoredLetter stored, RejectedRow wrong, CancellationToken cancellationToken)
    {
        TableWrite letter = new(stored.With(wrong), WriteMode.Replace);
        WriteResult written = await (wrong.LetterId == stored.Id
            ? run.WriteAsync([letter], [], [], cancellationToken)
            : run.SettleAsync([letter], [], stored.Id, cancellationToken)).ConfigureAwait(false);
        return (
            Told(wrong.LetterId, wrong, LetterOutcome.StillRejected) with { Rule = wrong.Rule, Reason = wrong.Reason },
            written with { Rows = written.Rows with { Rejected = 1 } });
    }

    private static ResumedLetter Told(string id, RejectedRow letter, LetterOutcome outcome) => new()
    {
        LetterId = id,
        Dataset = letter.Dataset.Name,
        Series = letter.Series,
        Time = letter.Time,
        Outcome = outcome,
    };
}
