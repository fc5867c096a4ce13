namespace CcIngest.Parquet.Tests;

/// <summary>Files that were cut or changed are refused with what and where; never read as something else, never with memory for what they claim.</summary>
public sealed class DamagedFileTests
{
    private static readonly byte[] File = Some.Rows(200).Write(new ParquetWriterOptions { RowGroupRows = 150, PageRows = 50 });

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (int length = 0; length < File.Length; length += 331)
        {
            Assert.Throws<ParquetException>(() => Table.Read(File[..length]));
        }
    }

    [Fact]
    public void A_file_that_was_never_finished_says_so()
    {
        string message = Assert.Throws<ParquetException>(() => Table.Read(File[..1_000])).Message;
        Assert.Equal("a.parquet: The file begins as a Parquet file and ends without a footer: it was cut, or never finished.", message);
    }

    [Fact]
    public void Another_kind_of_file_is_none() =>
        Assert.Equal("a.parquet: It is no Parquet file.", Assert.Throws<ParquetException>(() => Table.Read("exchange,symbol\nkraken,XBT\n"u8.ToArray())).Message);

    /// <summary>Whatever byte changes: the rows come back as they were, or the file is refused. Gzip's checksum sees to the values.</summary>
    [Fact]
    public void A_changed_byte_is_found_or_changes_nothing()
    {
        Table whole = Table.Read(File);
        Random random = new(7);
        int refused = 0;
        for (int attempt = 0; attempt < 400; attempt++)
        {
            byte[] damaged = [.. File];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            Table? read = null;
            try
            {
                read = Table.Read(damaged);
            }
            catch (ParquetException)
            {
                refused++;
            }

            // A footer has no checksum: its changes may rename or retype a column, and that shows in the columns.
            if (read is not null && read.Columns.SequenceEqual(whole.Columns))
            {
                Table.AssertSame(whole, read);
            }
        }

        Assert.InRange(refused, 200, 400);
    }

    [Fact]
    public void A_message_says_column_row_group_and_place()
    {
        byte[] damaged = [.. File];
        damaged.AsSpan(60, 40).Fill(0xFF);
        string message = Assert.Throws<ParquetException>(() => Table.Read(damaged)).Message;
        Assert.StartsWith("a.parquet, column 'flag', row group 0, page at byte ", message, StringComparison.Ordinal);
    }

    /// <summary>A page that claims half a gigabyte in twenty bytes is not believed.</summary>
    [Fact]
    public void Memory_is_not_taken_for_a_claim()
    {
        System.Buffers.ArrayBufferWriter<byte> output = new();
        Assert.Throws<ParquetException>(() => PageCodec.CheckSizes(ParquetCodec.Gzip, 20, 500_000_000));
        Assert.Throws<ParquetException>(() => PageCodec.CheckSizes(ParquetCodec.Uncompressed, 20, 21));
        Assert.Throws<ParquetException>(() => PageCodec.CheckSizes(ParquetCodec.Snappy, 100, 5_000));
        PageCodec.CheckSizes(ParquetCodec.Snappy, 100, 2_000);
        ParquetBytes.WriteVarInt(output, ulong.MaxValue);
        byte[] list = [0x19, 0xFC, .. output.WrittenSpan];
        Assert.Throws<ParquetException>(() => FooterReader.Read(list));
    }

    /// <summary>Brotli makes a page of equal values out of a few bytes, whatever their number.</summary>
    [Fact]
    public void A_page_that_Brotli_made_very_small_is_believed_up_to_the_largest_page()
    {
        PageCodec.CheckSizes(ParquetCodec.Brotli, 20, PageCodec.MaxPageBytes);
        Assert.Throws<ParquetException>(() => PageCodec.CheckSizes(ParquetCodec.Brotli, 20, PageCodec.MaxPageBytes + 1L));
    }

    [Theory]
    [InlineData(10_000_000, 7, "7 bytes of a page cannot hold 10000000 values.")]
    [InlineData(20_000_000, 1_000_000, "A page of 20000000 values is more than is taken into memory, 16777216.")]
    public void Lengths_are_believed_only_as_far_as_the_page_can_hold_them(int claimed, int bytes, string message)
    {
        byte[] page = DeltaHead(claimed, bytes);
        Assert.Equal(message, Assert.Throws<ParquetException>(() => new DeltaLengthByteDecoder(new PageBytes(page, 0, page.Length), int.MaxValue)).Message);
    }

    /// <summary>Each value is the one before and a letter more: a few kilobytes would be half a gigabyte, and as many again a gigabyte and a half.</summary>
    [Fact]
    public void Values_that_grow_out_of_those_before_them_end_at_the_largest_page()
    {
        const int Values = 40_000;
        byte[] page = [.. Deltas(Values, 0, 1), .. Deltas(Values, 1, 0), .. new byte[Values]];
        DeltaByteDecoder decoder = new(new PageBytes(page, 0, page.Length), Values);

        int decoded = 0;
        string message = Assert.Throws<ParquetException>(() =>
        {
            for (; decoded < Values; decoded++)
            {
                Assert.Equal(decoded + 1, decoder.Next().Length);
            }
        }).Message;

        Assert.Equal(("The values of the page have more than 536870912 bytes.", 32_767), (message, decoded));
    }

    [Fact]
    public void A_footer_has_no_more_nodes_row_groups_columns_and_entries_than_are_taken_into_memory()
    {
        const string Message = " where 65536 at most are taken into memory.";
        foreach (byte field in new byte[] { 0x29, 0x49, 0x59 })
        {
            Assert.EndsWith(Message, Refused([field, .. Structs(65_537)]), StringComparison.Ordinal);
        }

        // A list that is there twice counts twice.
        Assert.EndsWith(" where 6 at most are taken into memory.", Refused([0x29, .. Structs(65_530), 0x09, 0x04, .. Structs(7)]), StringComparison.Ordinal);
        Assert.EndsWith(" where 1048576 at most are taken into memory.", Refused([0x49, 0x1C, 0x19, .. Structs(1_048_577)]), StringComparison.Ordinal);

        // The names of a column's path are texts without a letter.
        Assert.EndsWith(
            " where 256 at most are taken into memory.", Refused([0x49, 0x1C, 0x19, 0x1C, 0x3C, 0x39, 0xF8, 0x81, 0x02, .. new byte[257]]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_footer_of_more_bytes_than_are_taken_into_memory_is_refused()
    {
        byte[] file = new byte[65 * 1024 * 1024];
        "PAR1"u8.CopyTo(file);
        BitConverter.GetBytes(64 * 1024 * 1024 + 1).CopyTo(file, file.Length - 8);
        "PAR1"u8.CopyTo(file.AsSpan(file.Length - 4));
        Assert.Equal("a.parquet: A footer of 67108865 bytes is more than is taken into memory, 67108864.", Assert.Throws<ParquetException>(() => Table.Read(file)).Message);
    }

    private static string Refused(byte[] footer) => Assert.Throws<ParquetException>(() => FooterReader.Read(footer)).Message;

    /// <summary>A list of empty structures, a byte each.</summary>
    private static byte[] Structs(int count)
    {
        System.Buffers.ArrayBufferWriter<byte> output = new();
        ParquetBytes.WriteVarInt(output, (ulong)count);
        return [0xFC, .. output.WrittenSpan, .. new byte[count]];
    }

    /// <summary>The head of numbers as differences, in blocks of 128 values by 4, then nothing but zeros.</summary>
    private static byte[] DeltaHead(int count, int rest)
    {
        System.Buffers.ArrayBufferWriter<byte> output = new();
        foreach (ulong number in new[] { 128UL, 4UL, (ulong)count, 0UL })
        {
            ParquetBytes.WriteVarInt(output, number);
        }

        return [.. output.WrittenSpan, .. new byte[rest]];
    }

    /// <summary>Numbers of which each is the one before and the same difference, 0 or 1.</summary>
    private static byte[] Deltas(int count, int first, byte difference) =>
    [
        .. DeltaHead(count, 0)[..^1], (byte)(first * 2),
        .. Enumerable.Repeat<byte[]>([(byte)(difference * 2), 0, 0, 0, 0], (count + 126) / 128).SelectMany(block => block),
    ];
}
