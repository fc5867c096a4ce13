using System.Collections.Concurrent;

namespace CcIngest.Cmdlets;

/// <summary>
/// Calls that work on the pool has for the pipeline thread, in their order: PowerShell refuses its Write methods on any other thread.
/// Bounded, so that a slow reader slows the work down instead of filling the memory.
/// </summary>
public sealed class PipelineCalls(CancellationToken ending) : IDisposable
{
    // Enough that neither side waits for every single call.
    private const int Capacity = 256;

    private readonly BlockingCollection<Action> _calls = new(Capacity);

    /// <summary>Output: waits for room.</summary>
    /// <exception cref="OperationCanceledException">Nobody reads any more.</exception>
    public void Post(Action call) => _calls.Add(call, ending);

    /// <summary>Messages: waits for room, and is silent when nobody reads any more, because a log line must not end what it speaks of.</summary>
    public void Tell(Action call)
    {
        try
        {
            _calls.TryAdd(call, Timeout.Infinite, ending);
        }
        catch (Exception failure) when (failure is OperationCanceledException or InvalidOperationException)
        {
            // The pipeline has ended (InvalidOperationException includes the disposed queue).
        }
    }

    /// <summary>Progress: dropped when there is no room.</summary>
    public void Offer(Action call)
    {
        try
        {
            _calls.TryAdd(call);
        }
        catch (InvalidOperationException)
        {
            // The pipeline has ended.
        }
    }

    public void Dispose() => _calls.Dispose();

    internal void Complete() => _calls.CompleteAdding();

    /// <summary>Carries the calls out on this thread until <see cref="Complete"/>.</summary>
    internal void CarryOut()
    {
        foreach (Action call in _calls.GetConsumingEnumerable())
        {
            call();
        }
    }
}
