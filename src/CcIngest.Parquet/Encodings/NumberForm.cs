namespace CcIngest.Parquet;

/// <summary>Brings whole numbers of a file to the form in which they are handed over: times to microseconds, unsigned ones to their value.</summary>
internal sealed class NumberDecoder(ValueDecoder<long> raw, NumberForm form) : ValueDecoder<long>
{
    public override void Read(Span<long> into)
    {
        raw.Read(into);
        form.Convert(into);
    }
}

/// <summary>What a file's whole numbers mean.</summary>
internal sealed record NumberForm(long Multiplier, long Divisor, bool IsUnsigned32, bool IsUnsigned64)
{
    private const long MicrosOfDay = 86_400_000_000;

    private static readonly NumberForm AsTheyAre = new(1, 1, false, false);

    /// <summary>The form of a column, or null where the numbers are handed over as they are.</summary>
    public static NumberForm? Of(SchemaNode node)
    {
        NumberForm form = AsTheyAre;
        if (node.Type is PhysicalType.Int32 or PhysicalType.Int64)
        {
            form = node switch
            {
                { Logical: LogicalKind.Date } or { Converted: ConvertedType.Date } => form with { Multiplier = MicrosOfDay },
                { Unit: TimeUnit.Millis } or { Converted: ConvertedType.TimestampMillis } => form with { Multiplier = 1_000 },
                { Unit: TimeUnit.Nanos } => form with { Divisor = 1_000 },
                _ when ColumnForm.IsUnsigned(node) =>
                    form with { IsUnsigned32 = node.Type == PhysicalType.Int32, IsUnsigned64 = node.Type == PhysicalType.Int64 },
                _ => form,
            };
        }

        return form == AsTheyAre ? null : form;
    }

    public void Convert(Span<long> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Convert(values[i]);
        }
    }

    private long Convert(long value)
    {
        if (IsUnsigned32)
        {
            return (uint)value;
        }

        if (IsUnsigned64 && value < 0)
        {
            throw new ParquetException(FormattableString.Invariant($"The number {(ulong)value} is larger than a signed one of 64 bits."));
        }

        try
        {
            // Rounded downwards, also before 1970.
            return Divisor == 1 ? checked(value * Multiplier) : FloorDivide(value);
        }
        catch (OverflowException wrong)
        {
            throw new ParquetException(FormattableString.Invariant($"The time {value} is beyond what microseconds hold."), wrong);
        }
    }

    private long FloorDivide(long value)
    {
        (long whole, long rest) = Math.DivRem(value, Divisor);
        return rest < 0 ? whole - 1 : whole;
    }
}
