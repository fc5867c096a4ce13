using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>The end of a transaction.</summary>
internal static class Commit
{
    /// <summary>How long the end of a transaction is still waited for after the caller wants to stop.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Commits. The commit itself is not cancelled: that would leave it open whether the rows are there, without need. Only a server that does
    /// not answer is left; then it is open, and a write that is repeated is none the worse for it.
    /// </summary>
    public static async Task RunAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        Task commit = transaction.CommitAsync(CancellationToken.None);
        if (!commit.IsCompleted && cancellationToken.CanBeCanceled)
        {
            using CancellationTokenSource answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(commit, Task.Delay(Timeout.Infinite, answered.Token)).ConfigureAwait(false);
            await answered.CancelAsync().ConfigureAwait(false);
            try
            {
                await commit.WaitAsync(Patience, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new OperationCanceledException("The server did not answer the commit.", cancellationToken);
            }
        }

        await commit.ConfigureAwait(false);
    }
}
