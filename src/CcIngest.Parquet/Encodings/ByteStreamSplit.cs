namespace CcIngest.Parquet;

/// <summary>Values whose first bytes lie together, then all second bytes, and so on. Puts them back into the plain order.</summary>
internal static class ByteStreamSplit
{
    /// <param name="size">Bytes of a value.</param>
    public static PageBytes Join(PageBytes bytes, int size)
    {
        ReadOnlySpan<byte> split = bytes.Rest;
        if (size < 1 || split.Length % size != 0)
        {
            throw new ParquetException(FormattableString.Invariant($"{split.Length} bytes are no whole number of values of {size}."));
        }

        int values = split.Length / size;
        byte[] joined = new byte[split.Length];
        for (int part = 0; part < size; part++)
        {
            ReadOnlySpan<byte> stream = split.Slice(part * values, values);
            for (int value = 0; value < values; value++)
            {
                joined[(value * size) + part] = stream[value];
            }
        }

        return new PageBytes(joined, 0, joined.Length);
    }
}
