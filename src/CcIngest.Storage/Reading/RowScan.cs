using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Reads a whole table in key order through one batch that is filled again and again.</summary>
internal sealed class RowScan : IAsyncDisposable
{
    /// <summary>Rows at a time: a candle row takes about 300 bytes here, so a batch stays near a megabyte.</summary>
    private const int BatchRows = 4_096;

    private readonly SqlStore _store;
    private readonly RowSlice? _slice;
    private readonly DbCommand _command;
    private readonly DbDataReader _reader;
    private readonly IReadOnlyList<int> _ordinals;

    private RowScan(SqlStore store, Dataset dataset, RowSlice? slice, DbCommand command, DbDataReader reader)
    {
        (_store, _slice, _command, _reader) = (store, slice, command, reader);
        _ordinals = RowReader.AllOrdinals(dataset);
        // A slice is often a few rows: its batch grows when it must.
        Rows = slice is null ? new RowBatch(dataset, BatchRows) : new RowBatch(dataset);
    }

    public RowBatch Rows { get; }

    /// <param name="slice">Null for the whole table.</param>
    public static async Task<RowScan> OpenAsync(
        SqlStore store, DbConnection connection, Dataset dataset, RowSlice? slice, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {store.Dialect.Selected(dataset, RowReader.AllOrdinals(dataset))} FROM {store.Dialect.Name(dataset)} "
            + (slice is null ? "" : SliceText.Where(store.Dialect, dataset, slice, command))
            // What a slice has in common needs no order, and to name it would keep some engines from using the index.
            + $"ORDER BY {string.Join(", ", dataset.Key.Skip(slice?.Prefix.Count ?? 0).Select(ordinal => store.Dialect.ExactOrder(dataset.Columns[ordinal])))}";
        return new RowScan(store, dataset, slice, command, await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Fills <see cref="Rows"/> with the next rows; false when there are none.</summary>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        Rows.Clear();
        while (Rows.Count < BatchRows && await _reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            RowReader.AddRow(_store, _reader, Rows, _ordinals);
            if (_slice is not null && !SliceText.Has(_slice, Rows, Rows.Count - 1))
            {
                Rows.RemoveLastRow();
            }
        }

        return Rows.Count > 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync().ConfigureAwait(false);
        await _command.DisposeAsync().ConfigureAwait(false);
    }
}
