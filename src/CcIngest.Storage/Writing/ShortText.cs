namespace CcIngest.Storage;

/// <summary>Texts of the program's own books, cut to their column: a book entry must not fail because it speaks of something too long.</summary>
internal static class ShortText
{
    /// <returns>The text, or its first characters and an ellipsis; at most <paramref name="length"/> UTF-16 units, no pair cut in half.</returns>
    public static string Of(string text, int length)
    {
        string kept = text.Replace('\0', '\uFFFD');
        if (kept.Length <= length)
        {
            return kept;
        }

        int end = char.IsHighSurrogate(kept[length - 2]) ? length - 2 : length - 1;
        return string.Concat(kept.AsSpan(0, end), "…");
    }
}
