using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CcIngest.Sources;

/// <summary>
/// Short texts of one answer, each made a string once: a page of 5,000 rows says its exchange and symbol 5,000 times. A text whose place is
/// taken by another replaces it, so the size is fixed. Not safe for several threads.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 512;
    private const int LongestText = 64;

    private readonly (byte[] Utf8, string Text)[] _texts = new (byte[], string)[Slots];

    /// <param name="utf8">Text without JSON escapes.</param>
    /// <returns>False when the bytes are no UTF-8.</returns>
    public bool TryGet(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        ref (byte[] Utf8, string Text) slot = ref _texts[Utf8Hash.Of(utf8) & (Slots - 1)];
        if (slot.Utf8 is not null && utf8.SequenceEqual(slot.Utf8))
        {
            text = slot.Text;
            return true;
        }

        text = System.Text.Unicode.Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
        if (text is not null && utf8.Length <= LongestText)
        {
            slot = (utf8.ToArray(), text);
        }

        return text is not null;
    }
}
