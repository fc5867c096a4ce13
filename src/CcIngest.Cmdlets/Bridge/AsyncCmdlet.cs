using System.Management.Automation;
using System.Reflection;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>
/// The bridge between the pipeline thread and tasks, and the one place that may block. A cmdlet collects its input in
/// <c>ProcessRecord</c> and works in <see cref="Work"/>: one pipeline is one run.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Whether the cmdlet stands behind a pipe: then an empty input means that nothing is asked for, not that everything is.</summary>
    protected bool ExpectsInput => MyInvocation.ExpectingInput;

    /// <summary>Whether the cmdlet is one of those that write, by the promise that they ask first.</summary>
    private bool IsWriting => GetType().GetCustomAttribute<CmdletAttribute>() is { SupportsShouldProcess: true };

    /// <summary>What an error record names as its target when the failure itself names none.</summary>
    protected virtual object? ErrorTarget => null;

    /// <summary>
    /// What the cmdlet does once its input is complete, on the pipeline thread: settings, paths and <c>ShouldProcess</c> here, the rest in
    /// <see cref="RunToEnd"/>. An <see cref="IngestException"/> becomes a terminating error.
    /// </summary>
    protected abstract void Work();

    protected sealed override void EndProcessing()
    {
        try
        {
            Work();
        }
        catch (IngestException failure)
        {
            ThrowTerminatingError(IngestErrors.ToErrorRecord(failure, ErrorTarget));
        }
        finally
        {
            if (IsWriting)
            {
                StoreWords.Outdate();
            }
        }
    }

    /// <summary>
    /// Runs work on the pool and carries out its calls here. Returns, or throws what the work threw, only after the work has unwound: also
    /// after Ctrl+C, after an error that stops the pipeline, and when a later command reads no further.
    /// </summary>
    protected void RunToEnd(Func<PipelineCalls, CancellationToken, Task> work)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using PipelineCalls calls = new(ending.Token);
        CancellationToken cancellationToken = ending.Token;
        Task running = Task.Run(
            async () =>
            {
                try
                {
                    await work(calls, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    calls.Complete();
                }
            },
            CancellationToken.None);
        try
        {
            calls.CarryOut();
            running.GetAwaiter().GetResult();
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // Ctrl+C, told apart by the token: an HTTP time-out is an OperationCanceledException too, and a failure.
            throw new PipelineStoppedException();
        }
        finally
        {
            ending.Cancel();
            Task.WaitAny([running], CancellationToken.None);
        }

        if (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Waits for work that helps at the prompt, and no longer than <paramref name="patience"/>. The work tells its failures itself.</summary>
    internal static void WaitBriefly(Task work, TimeSpan patience) => Task.WaitAny([work], patience);

    /// <summary>Comes on another thread, and may come after the pipeline has ended.</summary>
    protected override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Nothing runs any more.
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }
}
