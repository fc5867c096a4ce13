using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Carries out a step on dead letters: each in a transaction of its own, with the lease of its series.</summary>
internal static class LetterStepRunner
{
    /// <summary>Letters whose series are taken together.</summary>
    private const int Chunk = 500;

    public static async Task RunAsync(RunContext run, LetterStep step, StepTally tally, CancellationToken cancellationToken)
    {
        string[] ids = [.. step.LetterIds.Distinct(StringComparer.Ordinal)];
        tally.AddLegs(ids.Length);
        tally.Plan(ids.Length);
        foreach (string[] part in ids.Chunk(Chunk))
        {
            List<StoredLetter> letters = [];
            foreach (string id in part)
            {
                await LegAsync(run, tally, id, async () => letters.Add(
                    await StoredLetter.ReadAsync(run.Store, id, cancellationToken).ConfigureAwait(false) ?? throw Unknown(id))).ConfigureAwait(false);
            }

            LeaseKey[] series = [.. letters.Select(letter => letter.Letter.Series).OfType<SeriesKey>().Distinct().Select(LeaseKey.Of)];
            IReadOnlySet<LeaseKey> held = await run.Lease.TakeAsync(series, run.OnBusy, cancellationToken).ConfigureAwait(false);
            StoredLetter[] free = [.. letters.Where(letter => letter.Letter.Series is not { } key || !held.Contains(LeaseKey.Of(key)))];
            tally.LeaveToOthers(letters.Count - free.Length);
            tally.AddLegs(free.Length - letters.Count);

            // Of several letters of one period the newest counts: the others are superseded by what it has stored.
            foreach (StoredLetter letter in free.OrderByDescending(letter => letter.KnownAt))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await LegAsync(run, tally, letter.Id, () => step is ResumeLettersStep resume
                    ? ResumeAsync(run, resume, letter, tally, cancellationToken)
                    : RemoveAsync(run, (RemoveLettersStep)step, letter, tally, cancellationToken)).ConfigureAwait(false);
                tally.EndLegs(1);
            }

            await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task LegAsync(RunContext run, StepTally tally, string id, Func<Task> work)
    {
        using IDisposable? scope = run.Log.BeginScope(LogScope.Series($"dead letter {id}"));
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
        {
            run.Log.LegFailed($"dead letter {id}", failure.Id, failure.Message);
            tally.Failed($"dead letter {id}", failure);
        }
    }

    private static async Task ResumeAsync(
        RunContext run, ResumeLettersStep step, StoredLetter letter, StepTally tally, CancellationToken cancellationToken)
    {
        (ResumedLetter resumed, WriteResult written) = await LetterResume.RunAsync(run, letter, cancellationToken).ConfigureAwait(false);
        tally.Written(1, written, letter.Id);
        step.OnLetter?.Invoke(resumed);
    }

    private static async Task RemoveAsync(
        RunContext run, RemoveLettersStep step, StoredLetter letter, StepTally tally, CancellationToken cancellationToken)
    {
        CoverageDelta[] coverage = step.AskAgain
            ? await LetterCoverage.SetAsync(run, letter, CoverageState.Pending, "the dead letter was removed to ask again", cancellationToken).ConfigureAwait(false)
            : [];
        WriteResult written = await run.SettleAsync([], coverage, letter.Id, cancellationToken).ConfigureAwait(false);
        tally.Written(0, written, letter.Id);
    }

    private static IngestException Unknown(string id) => new(
        IngestErrorId.SelectionEmpty, $"The store has no dead letter {id}.", "See what there is with Get-CcDeadLetter.", scope: FailureScope.Leg);
}
