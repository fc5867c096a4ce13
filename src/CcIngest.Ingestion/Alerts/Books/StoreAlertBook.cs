using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>The book in <c>cc_alerts</c>: shared by all machines that work on the store.</summary>
internal sealed class StoreAlertBook(IMarketDataStore store) : IAlertBook
{
    public Task<IReadOnlyList<AlertRecord>> ReadAsync(string job, CancellationToken cancellationToken) =>
        store.QueryAsync<AlertRecord>(StoredQuery.Alerts, new AlertFilter { Jobs = [job], IsNewest = true }, cancellationToken);

    public async Task<bool> ClaimAsync(AlertRecord alert, CancellationToken cancellationToken)
    {
        await WriteAsync(alert, WriteMode.InsertMissing, cancellationToken).ConfigureAwait(false);
        RowBatch stored = await store.FindRowsAsync(Model.Alerts.RowsOf(alert), cancellationToken).ConfigureAwait(false);
        return stored.Count == 1 && stored.Text(0, stored.Dataset.Ordinal("claim")) == alert.Claim;
    }

    public Task KeepAsync(AlertRecord alert, CancellationToken cancellationToken) => WriteAsync(alert, WriteMode.Replace, cancellationToken);

    private async Task WriteAsync(AlertRecord alert, WriteMode mode, CancellationToken cancellationToken)
    {
        WriteResult result = await store.WriteAsync(
            new StoreWrite { RunId = alert.RunId ?? "", Now = alert.ClaimedAt, Tables = [new TableWrite(Model.Alerts.RowsOf(alert), mode)] }, cancellationToken).ConfigureAwait(false);
        if (result.Clashes is [var refused, ..])
        {
            throw new IngestException(IngestErrorId.StoreWriteFailed, $"The store refuses the row of an alert: {refused.Reason}", "Report this with the log.");
        }
    }
}
