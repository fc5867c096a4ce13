using System.Runtime.ExceptionServices;

namespace CcIngest.Ingestion;

/// <summary>The first task that fails stops the others; what they throw because of that is no news.</summary>
internal sealed class FirstFailure(CancellationTokenSource stop)
{
    private ExceptionDispatchInfo? _first;

    /// <summary>Runs work on the pool. The task it returns does not throw.</summary>
    public Task GuardAsync(Func<Task> work) => Task.Run(async () =>
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (exception is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                Interlocked.CompareExchange(ref _first, ExceptionDispatchInfo.Capture(exception), null);
            }

            await stop.CancelAsync().ConfigureAwait(false);
        }
    });

    public void Throw() => Volatile.Read(ref _first)?.Throw();
}
