using System.Collections.Frozen;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Carries out a sync step: a reference list, part by part, into its tables.</summary>
internal static class SyncStepRunner
{
    private static readonly string[] NoFilter = [];

    public static async Task RunAsync(RunContext run, SyncStep step, StepTally tally, CancellationToken cancellationToken)
    {
        IReadOnlySet<LeaseKey> held = await run.Lease.TakeAsync([LeaseKey.OfList(step.List)], run.OnBusy, cancellationToken)
            .ConfigureAwait(false);
        tally.LeaveToOthers(held.Count);
        if (held.Count == 0)
        {
            await SyncAsync(run, step, tally, cancellationToken).ConfigureAwait(false);
            await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task SyncAsync(RunContext run, SyncStep step, StepTally tally, CancellationToken cancellationToken)
    {
        ListedDataset? listed = ListedDataset.Of(step.List);
        IReadOnlyList<string> venues = listed is null ? [] : step.Exchanges;
        if (step.List == ReferenceList.Symbols && venues.Count == 0)
        {
            venues = Sources.VenueCatalog.Exchanges;
        }

        bool byGrade = listed is not null && step.MinimumGrade is not null;
        if (byGrade)
        {
            venues = await SeriesSelection.VenuesAsync(run.Store, step.Exchanges, step.MinimumGrade ?? "", cancellationToken)
                .ConfigureAwait(false);
        }

        if (venues.Count == 0)
        {
            HashSet<string>? seen = await LegAsync(
                run, step.List, new ReferenceRequest(step.List, [], step.MaxRows) { Assets = step.Assets }, listed, false, tally, cancellationToken)
                .ConfigureAwait(false);
            if (listed is { Stored: { } stored } && seen is not null && step.MaxRows is null)
            {
                await MarkVenuesAsync(run, listed, stored, seen, tally, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        // One call for each venue, so that one venue which fails is one leg.
        tally.Plan(venues.Count);
        int? rowsLeft = step.MaxRows;
        foreach (string venue in venues.Distinct(StringComparer.Ordinal))
        {
            long before = tally.Rows.Read;
            await LegAsync(run, venue, new ReferenceRequest(step.List, [venue], rowsLeft), listed, byGrade, tally, cancellationToken)
                .ConfigureAwait(false);
            rowsLeft -= (int)(tally.Rows.Read - before);
            if (rowsLeft <= 0)
            {
                return;
            }
        }
    }

    /// <summary>A venue that the whole list no longer has: its instruments have vanished with it.</summary>
    private static async Task MarkVenuesAsync(
        RunContext run, ListedDataset listed, StoredQuery query, HashSet<string> seen, StepTally tally, CancellationToken cancellationToken)
    {
        HashSet<string> gone = [];
        await foreach (Instrument stored in run.Store.StreamAsync<Instrument>(query,
            new { exchanges = NoFilter, instruments = NoFilter, statuses = NoFilter, quotes = NoFilter, limit = (int?)null },
            cancellationToken).ConfigureAwait(false))
        {
            if (!seen.Contains(stored.Exchange) && stored.Status != listed.Vanished)
            {
                gone.Add(stored.Exchange);
            }
        }

        foreach (string venue in gone)
        {
            await MarkAllAsync(run, listed, "the list of all venues", venue, tally, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads one list, or that of one venue. Returns its venues when all of them were whole, else null.</summary>
    private static async Task<HashSet<string>?> LegAsync(
        RunContext run, string target, ReferenceRequest request, ListedDataset? listed, bool byGrade, StepTally tally,
        CancellationToken cancellationToken)
    {
        using IDisposable? scope = run.Log.BeginScope(LogScope.Series(target == request.List ? target : $"{request.List} {target}"));
        tally.AddLegs(1);
        HashSet<string> whole = [];
        bool isAllWhole = true;
        try
        {
            await foreach (ReferencePart part in run.Source.ListAsync(request, cancellationToken).ConfigureAwait(false))
            {
                string current = part.CompleteExchange ?? target;
                tally.Answered(current);
                WriteResult written = await run
                    .WriteAsync([.. Tables(part)], [], part.Rejected, cancellationToken)
                    .ConfigureAwait(false);
                tally.Written(part.Rows.Sum(rows => (long)rows.Count) + part.Rejected.Count, written, current);
                if (listed is null || part.CompleteExchange is not { } exchange)
                {
                    isAllWhole = false;
                    continue;
                }

                whole.Add(exchange);
                if (await VanishedRecords.MarkAsync(run, listed, part, exchange, cancellationToken).ConfigureAwait(false) is { } marked)
                {
                    tally.Written(0, marked, current);
                }
            }

            return isAllWhole ? whole : null;
        }
        catch (IngestException unknown) when (unknown.Id == IngestErrorId.MarketUnknown && listed is not null && request.Exchanges.Count == 1)
        {
            if (await MarkVenueAsync(run, listed, request, tally, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            // The list of graded venues is another API's: some have no such market. Nobody asked for this one by name.
            if (byGrade)
            {
                run.Log.VenueSkipped(target);
                return null;
            }

            Fail(unknown);
        }
        catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
        {
            Fail(failure);
        }
        finally
        {
            tally.EndLegs(1);
        }

        return null;

        void Fail(IngestException failure)
        {
            run.Log.LegFailed(target, failure.Id, failure.Message);
            tally.Failed(target == request.List ? target : $"{request.List} {target}", failure);
        }
    }

    private static IEnumerable<TableWrite> Tables(ReferencePart part) => part.Rows
        .Select(rows => new TableWrite(rows, WriteMode.Merge) { WholeOf = part.WholeOf.GetValueOrDefault(rows.Dataset) ?? FrozenSet<long>.Empty })
        .Where(table => table.Rows.Count > 0 || table.WholeOf.Count > 0);

    /// <summary>A venue of which the store has records and that the source does not know any more: they have vanished with it.</summary>
    /// <returns>Whether the store has any.</returns>
    private static async Task<bool> MarkVenueAsync(
        RunContext run, ListedDataset listed, ReferenceRequest request, StepTally tally, CancellationToken cancellationToken)
    {
        string venue = request.Exchanges[0].ToLowerInvariant();
        RowBatch stored = await run.Store.ReadRowsAsync(listed.Dataset, listed.Exchange, venue, cancellationToken).ConfigureAwait(false);
        if (stored.Count > 0)
        {
            await MarkAllAsync(run, listed, $"{request.List} of {venue}", venue, tally, cancellationToken).ConfigureAwait(false);
        }

        return stored.Count > 0;
    }

    private static async Task MarkAllAsync(
        RunContext run, ListedDataset listed, string request, string venue, StepTally tally, CancellationToken cancellationToken)
    {
        ReferencePart nothing = new() { Request = request, Rows = [], RetrievedAt = run.Source.ServerNow };
        if (await VanishedRecords.MarkAsync(run, listed, nothing, venue, cancellationToken).ConfigureAwait(false) is { } marked)
        {
            tally.Written(0, marked, venue);
        }
    }
}
