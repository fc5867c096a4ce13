using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// Reads JSON from a stream token by token, or value by value, and holds no more than the value at hand: an answer of tens of megabytes
/// takes as much memory as its largest single value. Not safe for several threads.
/// </summary>
/// <param name="read">Fills a buffer and returns the number of bytes; 0 at the end.</param>
internal sealed class JsonStreamReader(Func<Memory<byte>, CancellationToken, ValueTask<int>> read) : IDisposable
{
    private const int FirstSize = 32 * 1024;

    /// <summary>A single record is some kilobytes; one that is larger than this is a broken or hostile answer.</summary>
    private const int LargestValue = 16 * 1024 * 1024;

    private byte[] _buffer = LargeBuffers.Rent(FirstSize);
    private int _start;
    private int _end;
    private bool _isLast;
    private JsonReaderState _state;

    /// <summary>The last property name that <see cref="NextAsync"/> came to.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How deep the last token is: 0 for the outermost object and its end.</summary>
    public int Depth { get; private set; }

    public long BytesRead { get; private set; }

    /// <summary>The size of the buffer, which only grows.</summary>
    public int BufferSize => _buffer.Length;

    /// <summary>The first byte of the stream; 0 before it was read.</summary>
    public byte FirstByte { get; private set; }

    /// <summary>Whether the stream has ended within an object or array, and was sound so far.</summary>
    public bool EndsEarly => _isLast && JsonEnding.IsMissing(_buffer.AsSpan(_start, _end - _start), _state);

    /// <summary>Moves to the next token; <see cref="JsonTokenType.None"/> at the end.</summary>
    /// <exception cref="JsonException">The stream is no JSON, or ends too early.</exception>
    public async ValueTask<JsonTokenType> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryNext(out JsonTokenType token))
            {
                return token;
            }

            if (_isLast)
            {
                return JsonTokenType.None;
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Moves past the next value and returns its JSON, valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextValueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryValue(out int start, out int length))
            {
                return _buffer.AsMemory(start, length);
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>After the start of an object or array: moves to its end.</summary>
    public async ValueTask SkipToEndAsync(CancellationToken cancellationToken)
    {
        int depth = Depth;
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is not (JsonTokenType.EndObject or JsonTokenType.EndArray) || Depth > depth)
        {
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

    private bool TryNext(out JsonTokenType token)
    {
        Utf8JsonReader reader = new(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
        token = JsonTokenType.None;
        if (!reader.Read())
        {
            return false;
        }

        token = reader.TokenType;
        Depth = reader.CurrentDepth;
        if (token == JsonTokenType.PropertyName)
        {
            Name = reader.GetString() ?? "";
        }

        Consume(ref reader);
        return true;
    }

    private bool TryValue(out int start, out int length)
    {
        Utf8JsonReader reader = new(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
        (start, length) = (0, 0);
        if (!reader.Read())
        {
            return _isLast ? throw new JsonException("The answer ends where a value should be.") : false;
        }

        int offset = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return false;
        }

        (start, length) = (_start + offset, (int)reader.BytesConsumed - offset);
        Consume(ref reader);
        return true;
    }

    private void Consume(ref Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Grow();
        }

        int count = await read(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        FirstByte = BytesRead == 0 && count > 0 ? _buffer[0] : FirstByte;
        BytesRead += count;
        _end += count;
        _isLast = count == 0;
    }

    private void Grow()
    {
        if (_buffer.Length >= LargestValue)
        {
            throw new JsonException($"one value is larger than {LargestValue / (1024 * 1024)} MB");
        }

        byte[] larger = LargeBuffers.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        LargeBuffers.Return(_buffer);
        _buffer = larger;
    }
}
