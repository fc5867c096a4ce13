using System.Diagnostics;
using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>
/// The lease of this run: renewed in the background by the machine's own clock, for its age counts by the store's, which no test moves. Runs that
/// have died are ended on the way: their series are free at once when their process ran here, else when their lease has expired.
/// </summary>
internal sealed class RunLease : IAsyncDisposable
{
    private readonly IRunLeases _leases;
    private readonly IngestOptions _options;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _lost = new();
    private Task _renewing = Task.CompletedTask;

    private RunLease(string runId, IRunLeases leases, IngestOptions options, ILogger log) =>
        (RunId, _leases, _options, _log) = (runId, leases, options, log);

    public string RunId { get; }

    /// <summary>Cancelled when somebody else has ended the lease: what is under way can only fail.</summary>
    public CancellationToken Lost => _lost.Token;

    public static async Task<RunLease> OpenAsync(
        string runId, IMarketDataStore store, IngestOptions options, ILogger log, CancellationToken cancellationToken)
    {
        RunLease lease = new(runId, store.Leases, options, log);
        await lease.EndDeadRunsAsync(cancellationToken).ConfigureAwait(false);
        await store.Leases.OpenAsync(
            new RunHolder
            {
                RunId = runId,
                Process = ProcessStamp.Current,
                LeaseSeconds = (int)Math.Max(options.LeaseTime.TotalSeconds, 1),
            },
            cancellationToken).ConfigureAwait(false);
        lease._renewing = Task.Run(lease.RenewAsync, CancellationToken.None);
        return lease;
    }

    /// <summary>Takes series or lists for this run, by the policy.</summary>
    /// <returns>Those that are left to other runs; none unless the policy is <see cref="BusyPolicy.Share"/>.</returns>
    /// <exception cref="IngestException">SeriesBusy: another run has some of them, and the policy is to refuse. LeaseLost.</exception>
    public async Task<IReadOnlySet<LeaseKey>> TakeAsync(
        IReadOnlyCollection<LeaseKey> keys, BusyPolicy policy, CancellationToken cancellationToken)
    {
        long asked = Stopwatch.GetTimestamp();
        while (true)
        {
            IReadOnlyList<HeldLease> held = await _leases.TakeAsync(RunId, keys, cancellationToken).ConfigureAwait(false);
            if (held.Count > 0 && await EndDeadRunsAsync(cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (held.Count == 0 || policy == BusyPolicy.Share)
            {
                return held.Select(lease => lease.Key).ToHashSet();
            }

            // All or nothing: two runs that each wait for what the other has would wait for ever.
            await _leases.GiveBackAsync(RunId, cancellationToken).ConfigureAwait(false);
            if (policy == BusyPolicy.Refuse)
            {
                throw await BusyAsync(held, cancellationToken).ConfigureAwait(false);
            }

            _log.WaitsForRun(held[0].RunId, held.Count, Stopwatch.GetElapsedTime(asked).TotalSeconds);
            await Task.Delay(_options.BusyPoll, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>When each other run on the store last gave a sign of life, by its id; UTC by the store's clock.</summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> SignsOfOthersAsync(CancellationToken cancellationToken) =>
        (await _leases.ReadAsync(cancellationToken).ConfigureAwait(false)).Where(run => run.RunId != RunId).ToDictionary(run => run.RunId, run => run.RenewedAt);

    /// <summary>Frees what this run has taken; it goes on.</summary>
    public Task GiveBackAsync(CancellationToken cancellationToken) => _leases.GiveBackAsync(RunId, cancellationToken);

    /// <summary>Ends the lease.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await StopRenewingAsync().ConfigureAwait(false);
        await _leases.CloseAsync(RunId, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopRenewingAsync().ConfigureAwait(false);
        _ending.Dispose();
        _lost.Dispose();
    }

    private async Task StopRenewingAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(_options.LeaseRenewal, _ending.Token).ConfigureAwait(false);
                try
                {
                    if (!await _leases.RenewAsync(RunId, _ending.Token).ConfigureAwait(false))
                    {
                        await _lost.CancelAsync().ConfigureAwait(false);
                        return;
                    }
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // The next time may do; if not, the store itself refuses the writes of a run whose lease is gone.
                    _log.LeaseNotRenewed(RunId, failure.Message);
                }
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The run ends.
        }
    }

    /// <returns>Whether there was one.</returns>
    private async Task<bool> EndDeadRunsAsync(CancellationToken cancellationToken)
    {
        bool any = false;
        foreach (RunHolder run in await _leases.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (run.RunId != RunId && run.IsDead
                && await _leases.EndAsync(run, cancellationToken).ConfigureAwait(false))
            {
                any = true;
                _log.RunAbandoned(run.ToString(), run.RenewedAt);
            }
        }

        await _leases.EndUnleasedAsync(cancellationToken).ConfigureAwait(false);
        return any;
    }

    private async Task<IngestException> BusyAsync(IReadOnlyList<HeldLease> held, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunHolder> runs = await _leases.ReadAsync(cancellationToken).ConfigureAwait(false);
        string holder = runs.FirstOrDefault(run => run.RunId == held[0].RunId)?.ToString() ?? held[0].RunId;
        string others = held.Count > 1 ? FormattableString.Invariant($" and {held.Count - 1} more") : "";
        return new IngestException(IngestErrorId.SeriesBusy,
            $"The run {holder} is working on {held[0].Key}{others}.",
            "Run again when it has ended. A run can also wait for that (OnBusy Wait), or work on what others leave (OnBusy Share).");
    }
}
