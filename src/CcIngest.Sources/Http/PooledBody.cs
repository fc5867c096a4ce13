using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>A whole answer in memory that is used again; to be disposed of, and not to be read after that.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstSize = 64 * 1024;

    /// <summary>The largest page is some 5 MB (5,000 rows): so much room is made at once where the answer announces it.</summary>
    private const int LargestPage = 8 * 1024 * 1024;

    /// <summary>What is read whole and is larger is not what was asked for.</summary>
    private const int LargestSize = 128 * 1024 * 1024;

    private byte[] _buffer;

    private PooledBody(int size) => _buffer = LargeBuffers.Rent(size);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    /// <param name="length">What the headers say of the size; null when they do not.</param>
    /// <exception cref="JsonException">The body is larger than any answer can be.</exception>
    public static async Task<PooledBody> ReadAsync(Stream stream, long? length, CancellationToken cancellationToken)
    {
        // One byte more than announced, so that the end is seen without growing.
        PooledBody body = new((int)Math.Clamp(length + 1 ?? FirstSize, 1, LargestPage));
        try
        {
            while (true)
            {
                if (body.Length == body._buffer.Length)
                {
                    body.Grow();
                }

                int read = await stream.ReadAsync(body._buffer.AsMemory(body.Length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return body;
                }

                body.Length += read;
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            LargeBuffers.Return(buffer);
        }
    }

    private void Grow()
    {
        if (_buffer.Length >= LargestSize)
        {
            throw new JsonException($"the answer is larger than {LargestSize / (1024 * 1024)} MB");
        }

        byte[] larger = LargeBuffers.Rent(_buffer.Length * 2);
        Span.CopyTo(larger);
        LargeBuffers.Return(_buffer);
        _buffer = larger;
    }
}
