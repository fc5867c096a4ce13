using System.Buffers;

namespace CcIngest.Model;

/// <summary>
/// Buffers for whole answers and whole loads, used again and again: the collector clears what is large only now and then. The shared
/// <see cref="ArrayPool{T}"/> keeps one of each size for each thread that gave one back, which with megabytes on twenty threads is a great deal of
/// memory; here the largest few are kept for all threads, 64 MB at most. Small ones are the shared pool's. Safe for several threads.
/// </summary>
internal sealed class BufferPool
{
    /// <summary>From here on a buffer is large, in bytes; sizes are multiples of it.</summary>
    public const int Step = 256 * 1024;

    /// <summary>Larger ones are for freaks, and nobody keeps them.</summary>
    public const int Largest = 16 * 1024 * 1024;

    /// <summary>About as many as are in use at once: an answer is in a buffer only while it comes in and is read. Those beyond are new arrays.</summary>
    public const int Kept = 4;

    private readonly Lock _gate = new();

    // Ascending by length.
    private readonly List<byte[]> _idle = [];

    /// <param name="bytes">Room that it has at least; it may have more. Its content is left over.</param>
    public byte[] Rent(int bytes)
    {
        // The shared pool gives the next power of two, which has to be small too.
        if (bytes <= Step / 2)
        {
            return ArrayPool<byte>.Shared.Rent(bytes);
        }

        lock (_gate)
        {
            int fitting = _idle.FindIndex(buffer => buffer.Length >= bytes);
            if (fitting >= 0)
            {
                byte[] buffer = _idle[fitting];
                _idle.RemoveAt(fitting);
                return buffer;
            }
        }

        return GC.AllocateUninitializedArray<byte>((int)Math.Min((bytes + (long)Step - 1) / Step * Step, Array.MaxLength));
    }

    /// <summary>Gives a buffer back; who does may not look at it again.</summary>
    public void Return(byte[] buffer)
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

        lock (_gate)
        {
            int place = _idle.FindIndex(idle => idle.Length >= buffer.Length);
            _idle.Insert(place < 0 ? _idle.Count : place, buffer);
            if (_idle.Count > Kept)
            {
                _idle.RemoveAt(0);
            }
        }
    }
}
