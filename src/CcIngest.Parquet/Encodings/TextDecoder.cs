using System.Text;

namespace CcIngest.Parquet;

/// <summary>Texts in UTF-8. Bytes that are none are an error, not a question mark.</summary>
internal sealed class TextDecoder(ByteDecoder bytes) : ValueDecoder<string?>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override void Read(Span<string?> into)
    {
        try
        {
            for (int i = 0; i < into.Length; i++)
            {
                into[i] = Strict.GetString(bytes.Next());
            }
        }
        catch (DecoderFallbackException wrong)
        {
            throw new ParquetException("A text is not UTF-8.", wrong);
        }
    }
}
