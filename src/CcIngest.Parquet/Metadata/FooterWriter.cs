namespace CcIngest.Parquet;

/// <summary>Writes a footer's structure.</summary>
internal static class FooterWriter
{
    private const int FormatVersion = 2;

    public static void Write(CompactWriter writer, FileFooter footer) => writer.Body(file =>
    {
        file.Int32(1, FormatVersion);
        file.Structs(2, footer.Schema, Write);
        file.Int64(3, footer.Rows);
        file.Structs(4, footer.RowGroups.Index().ToArray(), (group, pair) => Write(group, pair.Item, pair.Index));
        if (footer.Metadata.Count > 0)
        {
            file.Structs(5, footer.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray(), (pair, item) =>
            {
                pair.Text(1, item.Key);
                pair.Text(2, item.Value);
            });
        }

        file.Text(6, footer.CreatedBy);

        // One for each column: without it readers must not trust the bounds. TYPE_ORDER is an empty structure.
        file.Structs(7, footer.Schema.Where(node => node.Type is not null).ToArray(), (order, _) => order.Struct(1, _ => { }));
    });

    private static void Write(CompactWriter writer, SchemaNode node)
    {
        if (node.Type is { } type)
        {
            writer.Int32(1, (int)type);
            if (type == PhysicalType.FixedLengthByteArray)
            {
                writer.Int32(2, node.TypeLength);
            }

            writer.Int32(3, node.Repetition);
        }

        writer.Text(4, node.Name);
        if (node.Type is null)
        {
            writer.Int32(5, node.Children);
        }

        if (node.Converted is { } converted)
        {
            writer.Int32(6, (int)converted);
        }

        if (node.Logical == LogicalKind.Decimal)
        {
            writer.Int32(7, node.Scale);
            writer.Int32(8, node.Precision);
        }

        if (node.Logical != LogicalKind.None)
        {
            writer.Struct(10, union => union.Struct((int)node.Logical, kind => WriteLogical(kind, node)));
        }
    }

    private static void WriteLogical(CompactWriter writer, SchemaNode node)
    {
        switch (node.Logical)
        {
            case LogicalKind.Decimal:
                writer.Int32(1, node.Scale);
                writer.Int32(2, node.Precision);
                break;
            case LogicalKind.Timestamp:
                writer.Bool(1, true);       // adjusted to UTC
                writer.Struct(2, unit => unit.Struct((int)node.Unit, _ => { }));
                break;
        }
    }

    private static void Write(CompactWriter writer, RowGroup group, int ordinal)
    {
        writer.Structs(1, group.Columns, Write);
        writer.Int64(2, group.Columns.Sum(column => column.UncompressedSize));
        writer.Int64(3, group.Rows);
        writer.Int64(5, group.Columns[0].Start);
        writer.Int64(6, group.Columns.Sum(column => column.CompressedSize));
        if (ordinal <= short.MaxValue)
        {
            writer.Int16(7, (short)ordinal);
        }
    }

    private static void Write(CompactWriter writer, ColumnChunk chunk)
    {
        writer.Int64(2, chunk.Start);
        writer.Struct(3, data =>
        {
            data.Int32(1, (int)chunk.Type);
            data.Int32s(2, [.. chunk.Encodings.Select(encoding => (int)encoding)]);
            data.Texts(3, [chunk.Path]);
            data.Int32(4, (int)chunk.Codec);
            data.Int64(5, chunk.Values);
            data.Int64(6, chunk.UncompressedSize);
            data.Int64(7, chunk.CompressedSize);
            data.Int64(9, chunk.DataOffset);
            if (chunk.DictionaryOffset > 0)
            {
                data.Int64(11, chunk.DictionaryOffset);
            }

            if (chunk.Statistics is { } statistics)
            {
                data.Struct(12, bounds =>
                {
                    bounds.Int64(3, statistics.Nulls);
                    if (statistics is { Min: { } min, Max: { } max })
                    {
                        bounds.Binary(5, max);
                        bounds.Binary(6, min);
                    }
                });
            }
        });
    }
}
