using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>What every part of a run works with.</summary>
internal sealed record RunContext(
    RunLease Lease, BusyPolicy OnBusy, IMarketDataStore Store, IMarketDataSource Source, IngestOptions Options, TimeProvider Time, ILogger Log)
{
    public string RunId => Lease.RunId;

    /// <summary>The clock of this machine, UTC: for row clocks and evidence.</summary>
    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>A transaction of this run; refused when the run has lost its lease.</summary>
    public Task<WriteResult> WriteAsync(
        IReadOnlyList<TableWrite> tables, IReadOnlyList<CoverageDelta> coverage, IReadOnlyList<RejectedRow> rejected,
        CancellationToken cancellationToken) =>
        Store.WriteAsync(
            new StoreWrite
            {
                RunId = RunId,
                Now = Now,
                RequiresLease = true,
                Tables = tables,
                Coverage = coverage,
                Rejected = rejected,
            },
            cancellationToken);

    /// <summary>A transaction of this run that ends a dead letter; when the store refuses a row of it, nothing is written.</summary>
    public Task<WriteResult> SettleAsync(
        IReadOnlyList<TableWrite> tables, IReadOnlyList<CoverageDelta> coverage, string letterId, CancellationToken cancellationToken) =>
        Store.WriteAsync(
            new StoreWrite
            {
                RunId = RunId,
                Now = Now,
                RequiresLease = true,
                Tables = tables,
                Coverage = coverage,
                Settles = [letterId],
            },
            cancellationToken);

    public CoverageEvidence Evidence(string request) => new(RunId, request, Now);
}
