using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CcIngest.Sources;

/// <summary>Lets a producer of parts work one part ahead of its consumer.</summary>
internal static class PartStream
{
    /// <summary>Finished parts that wait: each can be thousands of rows.</summary>
    private const int Waiting = 1;

    /// <param name="produce">Writes the parts; what it throws comes out at the end of the sequence.</param>
    /// <param name="maxRows">Ends with the part in which so many rows of its last table are reached; null for all.</param>
    public static async IAsyncEnumerable<ReferencePart> RunAsync(
        Func<ChannelWriter<ReferencePart>, CancellationToken, Task> produce, int? maxRows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<ReferencePart> parts = Channel.CreateBounded<ReferencePart>(new BoundedChannelOptions(Waiting) { SingleReader = true });
        Task producing = ProduceAsync(produce, parts.Writer, stopping.Token);
        try
        {
            int rows = 0;
            await foreach (ReferencePart part in parts.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return part;
                rows += part.Rows[^1].Count;
                if (rows >= maxRows)
                {
                    yield break;
                }
            }
        }
        finally
        {
            // Nobody reads any more: stop the producer and see it out.
            await stopping.CancelAsync().ConfigureAwait(false);
            await producing.ConfigureAwait(false);
        }
    }

    /// <summary>Never throws: a failure closes the channel and is thrown by its reader.</summary>
    private static async Task ProduceAsync(
        Func<ChannelWriter<ReferencePart>, CancellationToken, Task> produce, ChannelWriter<ReferencePart> parts, CancellationToken cancellationToken)
    {
        try
        {
            await produce(parts, cancellationToken).ConfigureAwait(false);
            parts.Complete();
        }
#pragma warning disable CA1031 // The exception is handed on to the reader.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            parts.Complete(exception);
        }
    }
}
