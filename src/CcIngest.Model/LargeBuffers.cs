using System.Buffers;

namespace CcIngest.Model;

/// <summary>
/// Buffers for whole answers and whole loads, used again and again: the collector clears what is large only now and then. The shared
/// <see cref="ArrayPool{T}"/> keeps one of each size for each thread that gave one back, which with megabytes on twenty threads is a great deal of
/// memory; here a few are kept for all threads. Small ones are the shared pool's. Safe for several threads.
/// </summary>
public static class LargeBuffers
{
    /// <summary>From here on a buffer is large, in bytes; sizes are multiples of it.</summary>
    public const int Step = 256 * 1024;

    /// <summary>Larger ones are for freaks, and nobody keeps them.</summary>
    public const int Largest = 16 * 1024 * 1024;

    /// <summary>About as many as are in use at once: answers come one after the other, and their rows wait in batches, not here.</summary>
    public const int Kept = 4;

    private static readonly Lock Gate = new();

    // Ascending by length.
    private static readonly List<byte[]> Idle = [];

    /// <param name="bytes">Room that it has at least; it may have more. Its content is left over.</param>
    public static byte[] Rent(int bytes)
    {
        if (bytes < Step)
        {
            return ArrayPool<byte>.Shared.Rent(bytes);
        }

        lock (Gate)
        {
            int fitting = Idle.FindIndex(buffer => buffer.Length >= bytes);
            if (fitting >= 0)
            {
                byte[] buffer = Idle[fitting];
                Idle.RemoveAt(fitting);
                return buffer;
            }
        }

        return GC.AllocateUninitializedArray<byte>((int)Math.Min((bytes + (long)Step - 1) / Step * Step, Array.MaxLength));
    }

    /// <summary>Gives a buffer back; who does may not look at it again.</summary>
    public static void Return(byte[] buffer)
    {
        if (buffer.Length < Step)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return;
        }

        if (buffer.Length > Largest)
        {
            return;
        }

        lock (Gate)
        {
            int place = Idle.FindIndex(idle => idle.Length >= buffer.Length);
            Idle.Insert(place < 0 ? Idle.Count : place, buffer);
            if (Idle.Count > Kept)
            {
                Idle.RemoveAt(0);
            }
        }
    }
}
