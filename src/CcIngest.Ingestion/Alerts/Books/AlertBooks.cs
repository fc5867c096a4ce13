using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>The store's book, and that of this machine while the store is away. Of what both know the younger message counts.</summary>
internal sealed class AlertBooks
{
    private readonly FileAlertBook _file;
    private readonly ILogger _log;
    private readonly Dictionary<(string CauseId, string Sink), AlertRecord> _ofStore = [];
    private readonly Dictionary<(string CauseId, string Sink), AlertRecord> _ofFile = [];
    private StoreAlertBook? _store;

    private AlertBooks(StoreAlertBook? store, FileAlertBook file, ILogger log) => (_store, _file, _log) = (store, file, log);

    /// <param name="store">Null when it cannot be asked.</param>
    /// <param name="folder">The folder that processes of this user share; null for none.</param>
    public static async Task<AlertBooks> OpenAsync(IMarketDataStore? store, string? folder, string job, ILogger log, CancellationToken cancellationToken)
    {
        AlertBooks books = new(store is null ? null : new StoreAlertBook(store), new FileAlertBook(folder), log);
        foreach (AlertRecord alert in await books._file.ReadAsync(job, cancellationToken).ConfigureAwait(false))
        {
            books._ofFile[(alert.CauseId, alert.Sink)] = alert;
        }

        foreach (AlertRecord alert in await books.OfStoreAsync(book => book.ReadAsync(job, cancellationToken)).ConfigureAwait(false) ?? [])
        {
            books._ofStore[(alert.CauseId, alert.Sink)] = alert;
        }

        return books;
    }

    /// <summary>The last message of a cause to a sink; null when there was none.</summary>
    public AlertRecord? Find(string causeId, string sink)
    {
        AlertRecord? stored = _ofStore.GetValueOrDefault((causeId, sink));
        AlertRecord? here = _ofFile.GetValueOrDefault((causeId, sink));
        
        // The same message in both: the store went away after it was taken on, and what became of it is here.
        return stored is null || here?.ClaimedAt >= stored.ClaimedAt ? here : stored;
    }

    /// <summary>The last messages of a rule to a sink.</summary>
    public IEnumerable<AlertRecord> Of(string rule, string sink) => _ofStore.Keys.Union(_ofFile.Keys).Where(key => key.Sink == sink)
        .Select(key => Find(key.CauseId, key.Sink)).OfType<AlertRecord>().Where(alert => alert.Rule == rule).OrderBy(alert => alert.Cause, StringComparer.Ordinal);

    /// <summary>Takes a message on, so that no other process sends it.</summary>
    /// <param name="alert">Its number is set here.</param>
    /// <returns>The message as it was taken on; null when somebody else has done so.</returns>
    public async Task<AlertRecord?> ClaimAsync(AlertRecord alert, CancellationToken cancellationToken)
    {
        (string, string) key = (alert.CauseId, alert.Sink);
        AlertRecord inStore = alert with { Number = (_ofStore.GetValueOrDefault(key)?.Number ?? 0) + 1 };
        if (await OfStoreAsync<bool?>(async book => await book.ClaimAsync(inStore, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false) is { } isOurs)
        {
            if (isOurs)
            {
                _file.Forget(inStore);
            }

            return isOurs ? inStore : null;
        }

        AlertRecord here = alert with { Number = (_ofFile.GetValueOrDefault(key)?.Number ?? 0) + 1 };
        return await _file.ClaimAsync(here, cancellationToken).ConfigureAwait(false) ? here : null;
    }

    /// <summary>Writes down what became of a message; here, when the store does not take it in time.</summary>
    public async Task KeepAsync(AlertRecord alert, CancellationToken cancellationToken)
    {
        bool? isKept;
        try
        {
            isKept = await OfStoreAsync<bool?>(async book =>
            {
                await book.KeepAsync(alert, cancellationToken).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isKept = null;
        }

        if (isKept is null)
        {
            await _file.KeepAsync(alert, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Once the store has failed it is not asked again: each call may take its whole patience.</summary>
    private async Task<T?> OfStoreAsync<T>(Func<StoreAlertBook, Task<T>> work)
    {
        if (_store is not { } store)
        {
            return default;
        }

        try
        {
            return await work(store).ConfigureAwait(false);
        }
        catch (IngestException away)
        {
            _log.AlertBookAway(away.Message);
            _store = null;
            return default;
        }
    }
}
