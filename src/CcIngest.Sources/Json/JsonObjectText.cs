using System.Buffers;
using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>Puts an object together from properties that came one by one, as JSON text.</summary>
internal sealed class JsonObjectText
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private bool _isClosed;

    public JsonObjectText() => _text.Write("{"u8);

    public void Add(string name, ReadOnlySpan<byte> value)
    {
        _text.Write(_text.WrittenCount == 1 ? "\""u8 : ",\""u8);
        _text.Write(JsonEncodedText.Encode(name).EncodedUtf8Bytes);
        _text.Write("\":"u8);
        _text.Write(value);
    }

    /// <summary>The whole object; nothing can be added any more.</summary>
    public ReadOnlySpan<byte> Close()
    {
        if (!_isClosed)
        {
            _text.Write("}"u8);
            _isClosed = true;
        }

        return _text.WrittenSpan;
    }
}
