using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Keeps runs on one store out of each other's way: a run has a lease that its process renews, and takes the series it works on. Ages are
/// measured by the store's clock, so the clocks of the machines need not agree. A write with <see cref="StoreWrite.RequiresLease"/> holds the
/// lease until it is committed: a run that was taken for dead writes nothing more. (SingleStore has no shared lock on rows: there the lease is only looked
/// at when the transaction begins.)
/// </summary>
public interface IRunLeases
{
    /// <summary>Begins a lease. The run's row in <c>cc_runs</c> comes after it, and ends before it.</summary>
    Task OpenAsync(RunHolder holder, CancellationToken cancellationToken);

    /// <summary>Carries the lease on; false when it was ended by somebody else.</summary>
    Task<bool> RenewAsync(string runId, CancellationToken cancellationToken);

    /// <summary>All leases, the expired ones too.</summary>
    Task<IReadOnlyList<RunHolder>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Ends the lease of a dead run, frees its series and sets its row in <c>cc_runs</c> from Running to Abandoned; all or nothing.
    /// </summary>
    /// <returns>False when the run has given a sign of life since it was read, or has ended.</returns>
    Task<bool> EndAsync(RunHolder dead, CancellationToken cancellationToken);

    /// <summary>Sets the rows of runs to Abandoned that are Running but have no lease.</summary>
    /// <returns>How many.</returns>
    Task<int> EndUnleasedAsync(CancellationToken cancellationToken);

    /// <summary>Takes what nobody has; what the run has already it keeps. Whoever asks first gets it, in whatever process.</summary>
    /// <returns>What other runs have.</returns>
    /// <exception cref="IngestException">LeaseLost: the run has no lease.</exception>
    Task<IReadOnlyList<HeldLease>> TakeAsync(string runId, IReadOnlyCollection<LeaseKey> keys, CancellationToken cancellationToken);

    /// <summary>Frees all that a run has taken.</summary>
    Task GiveBackAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Ends the run's own lease and frees all that it has taken.</summary>
    Task CloseAsync(string runId, CancellationToken cancellationToken);
}
