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
}
