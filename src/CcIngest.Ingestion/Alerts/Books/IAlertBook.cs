using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What was told of a job's causes, and whom, across processes.</summary>
internal interface IAlertBook
{
    /// <summary>The last message of each cause and sink.</summary>
    /// <exception cref="IngestException">The store does not say.</exception>
    Task<IReadOnlyList<AlertRecord>> ReadAsync(string job, CancellationToken cancellationToken);

    /// <summary>Takes a message on: of several processes that try the same number, one succeeds.</summary>
    /// <exception cref="IngestException">The store does not say.</exception>
    Task<bool> ClaimAsync(AlertRecord alert, CancellationToken cancellationToken);

    /// <summary>Writes down what became of a message that was taken on.</summary>
    /// <exception cref="IngestException">The store does not take it.</exception>
    Task KeepAsync(AlertRecord alert, CancellationToken cancellationToken);
}
