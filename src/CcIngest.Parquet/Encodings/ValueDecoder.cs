namespace CcIngest.Parquet;

/// <summary>Reads the values of a page that are there, one after the other.</summary>
internal abstract class ValueDecoder<T>
{
    public abstract void Read(Span<T> into);
}

/// <summary>Numbers that stand for values of a dictionary.</summary>
internal sealed class DictionaryDecoder<T>(T[] dictionary, RunLengthReader indexes) : ValueDecoder<T>
{
    private const int AtOnce = 1_024;

    private readonly int[] _part = new int[AtOnce];

    public override void Read(Span<T> into)
    {
        while (!into.IsEmpty)
        {
            int count = Math.Min(into.Length, AtOnce);
            indexes.Read(_part.AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                if ((uint)_part[i] >= (uint)dictionary.Length)
                {
                    throw new ParquetException(FormattableString.Invariant($"The page asks for value {_part[i]} of a dictionary of {dictionary.Length}."));
                }

                into[i] = dictionary[_part[i]];
            }

            into = into[count..];
        }
    }
}
