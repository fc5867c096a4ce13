namespace CcIngest.Model;

/// <summary>The process's <see cref="BufferPool"/>, for whole answers and whole loads. Safe for several threads.</summary>
public static class LargeBuffers
{
    /// <summary>Larger ones are for freaks, and nobody keeps them; in bytes.</summary>
    public const int Largest = BufferPool.Largest;

    private static readonly BufferPool Pool = new();

    /// <param name="bytes">Room that it has at least; it may have more. Its content is left over.</param>
    public static byte[] Rent(int bytes) => Pool.Rent(bytes);

    /// <summary>Gives a buffer back; who does may not look at it again.</summary>
    public static void Return(byte[] buffer) => Pool.Return(buffer);
}
