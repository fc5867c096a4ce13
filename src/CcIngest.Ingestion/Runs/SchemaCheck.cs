using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Refuses a store whose tables are not those of this version.</summary>
internal static class SchemaCheck
{
    /// <exception cref="IngestException">StoreSchemaMissing or StoreSchemaMismatch.</exception>
    public static async Task CheckAsync(IMarketDataStore store, CancellationToken cancellationToken)
    {
        int? version = await store.ReadSchemaVersionAsync(cancellationToken).ConfigureAwait(false);
        if (version is null)
        {
            throw new IngestException(IngestErrorId.StoreSchemaMissing, $"The store {store.Info} has no tables of this program.",
                "Run Initialize-CcStore, or leave \"initialize\" of the job at true.");
        }

        if (version != DatasetCatalog.SchemaVersion)
        {
            throw new IngestException(IngestErrorId.StoreSchemaMismatch,
                FormattableString.Invariant(
                    $"The store {store.Info} has schema version {version}; this program works with {DatasetCatalog.SchemaVersion}."),
                version < DatasetCatalog.SchemaVersion
                    ? "Run Initialize-CcStore to bring it up to date."
                    : "Use the newer version of this program that made it.");
        }
    }
}
