namespace CcIngest.Parquet;

/// <summary>Chooses the decoder for the values of a page by column and encoding.</summary>
internal static class ValueDecoders
{
    public static ValueDecoder<long> Int64s(ColumnForm form, Page page)
    {
        ValueDecoder<long> raw = Whole(form, page);
        return NumberForm.Of(form.Node) is { } number ? new NumberDecoder(raw, number) : raw;
    }

    public static ValueDecoder<double> Doubles(ColumnForm form, Page page)
    {
        bool isFloat = form.Node.Type == PhysicalType.Float;
        PageBytes bytes = page.Header.Encoding switch
        {
            ParquetEncoding.Plain => page.Bytes,
            ParquetEncoding.ByteStreamSplit => ByteStreamSplit.Join(page.Bytes, isFloat ? sizeof(float) : sizeof(double)),
            _ => throw NotRead(page),
        };
        return isFloat ? new PlainFloatDecoder(bytes) : new PlainDoubleDecoder(bytes);
    }

    public static ValueDecoder<string?> Texts(ColumnForm form, Page page)
    {
        if (form.Node.Type is PhysicalType.Int32 or PhysicalType.Int64)
        {
            return new DecimalNumberDecoder(Whole(form, page), form.Node.Scale);
        }

        ByteDecoder bytes = (page.Header.Encoding, form.Node.Type) switch
        {
            (ParquetEncoding.Plain, PhysicalType.FixedLengthByteArray) => new FixedByteDecoder(page.Bytes, form.Node.TypeLength),
            (ParquetEncoding.ByteStreamSplit, PhysicalType.FixedLengthByteArray) =>
                new FixedByteDecoder(ByteStreamSplit.Join(page.Bytes, form.Node.TypeLength), form.Node.TypeLength),
            (ParquetEncoding.Plain, _) => new PlainByteDecoder(page.Bytes),
            (ParquetEncoding.DeltaLengthByteArray, PhysicalType.ByteArray) => new DeltaLengthByteDecoder(page.Bytes, page.Header.Values),
            (ParquetEncoding.DeltaByteArray, _) => new DeltaByteDecoder(page.Bytes, page.Header.Values),
            _ => throw NotRead(page),
        };
        return form.Column.Type == ParquetType.Decimal ? new DecimalDecoder(bytes, form.Node.Scale) : new TextDecoder(bytes);
    }

    private static ValueDecoder<long> Whole(ColumnForm form, Page page) => (page.Header.Encoding, form.Node.Type) switch
    {
        (ParquetEncoding.Plain, PhysicalType.Boolean) => new PlainBooleanDecoder(page.Bytes),
        (ParquetEncoding.Plain, PhysicalType.Int32) => new PlainInt32Decoder(page.Bytes),
        (ParquetEncoding.Plain, PhysicalType.Int64) => new PlainInt64Decoder(page.Bytes),
        (ParquetEncoding.Plain, PhysicalType.Int96) => new PlainInt96Decoder(page.Bytes),
        (ParquetEncoding.Rle, PhysicalType.Boolean) => new RunLengthBooleanDecoder(new RunLengthReader(page.Bytes.Part(page.Bytes.Int32()), 1)),
        (ParquetEncoding.DeltaBinaryPacked, PhysicalType.Int32) => new DeltaDecoder(page.Bytes, is32: true),
        (ParquetEncoding.DeltaBinaryPacked, PhysicalType.Int64) => new DeltaDecoder(page.Bytes, is32: false),
        (ParquetEncoding.ByteStreamSplit, PhysicalType.Int32) => new PlainInt32Decoder(ByteStreamSplit.Join(page.Bytes, sizeof(int))),
        (ParquetEncoding.ByteStreamSplit, PhysicalType.Int64) => new PlainInt64Decoder(ByteStreamSplit.Join(page.Bytes, sizeof(long))),
        _ => throw NotRead(page),
    };

    private static ParquetException NotRead(Page page) => new($"A page is encoded by {page.Header.Encoding}, which is not read here.");
}
