using System.Buffers;
using System.Globalization;
using System.Text.Unicode;
using CcIngest.Model;
using CcIngest.Reliability;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Benchmarks;

/// <summary>The rows of a store as a file for loaders whose engine cannot write one that keeps every digit.</summary>
internal static class RowsFile
{
    /// <summary>No row is longer.</summary>
    private const int MostBytes = 4_096;

    /// <summary>A null is an empty cell.</summary>
    public static async Task WriteAsync(KilledStore from, string file, CancellationToken cancellationToken)
    {
        IMarketDataStore store = await OpenAsync(from, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
            await using (stream.ConfigureAwait(false))
            {
                ArrayBufferWriter<byte> lines = new();
                await foreach (RowBatch rows in store.ScanAsync(SpotOhlcv.Days, cancellationToken).ConfigureAwait(false))
                {
                    for (int row = 0; row < rows.Count; row++)
                    {
                        lines.Advance(Line(rows, row, lines.GetSpan(MostBytes)));
                    }

                    await stream.WriteAsync(lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
                    lines.ResetWrittenCount();
                }
            }
        }
    }

    /// <summary>A store with empty tables.</summary>
    public static async Task MakeAsync(KilledStore made, CancellationToken cancellationToken)
    {
        await made.EmptyAsync(cancellationToken).ConfigureAwait(false);
        IMarketDataStore store = await OpenAsync(made, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task<IMarketDataStore> OpenAsync(KilledStore store, CancellationToken cancellationToken) =>
        MarketDataStores.OpenAsync(store.Options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);

    /// <returns>How many bytes.</returns>
    private static int Line(RowBatch rows, int row, Span<byte> line)
    {
        int length = 0;
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            length += Cell(rows, row, ordinal, line[length..]);
            line[length++] = (byte)(ordinal < rows.Dataset.Columns.Count - 1 ? '\t' : '\n');
        }

        return length;
    }

    private static int Cell(RowBatch rows, int row, int ordinal, Span<byte> cell)
    {
        int length = 0;
        bool fits = rows.Value(row, ordinal) switch
        {
            null => true,
            string text => Utf8.FromUtf16(text, cell, out _, out length) == OperationStatus.Done,
            double number => number.TryFormat(cell, out length, "R", CultureInfo.InvariantCulture),
            DateTime time => time.TryFormat(cell, out length, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            IUtf8SpanFormattable other => other.TryFormat(cell, out length, default, CultureInfo.InvariantCulture),
            { } other => throw new InvalidOperationException($"No cell of candles is a {other.GetType()}."),
        };
        return fits ? length : throw new InvalidOperationException("A row is longer than a line may be.");
    }
}
