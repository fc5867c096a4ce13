using System.Text.Json;
using CcIngest.Model;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Storage.Tests;

/// <summary>
/// The promises of <see cref="IMarketDataStore"/>, whatever engine keeps them. A store is done when its subclass is green. Each test has a store
/// of its own. The promises stand in siblings by subject, this part is what they share.
/// </summary>
public abstract partial class MarketDataStoreContract : IAsyncLifetime
{
    private readonly List<IMarketDataStore> _stores = [];

    protected static DateTime Now => Some.Now;

    /// <summary>The options of an empty place of its own, or a skip with the reason where the engine is not there.</summary>
    protected abstract Task<StoreOptions> NewPlaceAsync();

    /// <summary>Removes what <see cref="NewPlaceAsync"/> made.</summary>
    protected abstract Task RemovePlacesAsync();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (IMarketDataStore store in _stores)
        {
            await store.DisposeAsync();
        }

        await RemovePlacesAsync();
    }

    protected async Task<IMarketDataStore> OpenAsync(StoreOptions options)
    {
        IMarketDataStore store = await MarketDataStores.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, default);
        _stores.Add(store);
        return store;
    }

    /// <summary>A store with the schema and nothing else. Where making one takes long, the rows of the last one are removed instead.</summary>
    protected virtual async Task<IMarketDataStore> NewStoreAsync()
    {
        IMarketDataStore store = await OpenAsync(await NewPlaceAsync());
        await store.InitializeAsync(default);
        return store;
    }

    protected static StoreWrite Write(RowBatch rows, WriteMode mode, DateTime? now = null, string runId = "run-1") =>
        new() { RunId = runId, Now = now ?? Now, Tables = [new TableWrite(rows, mode)] };

    protected static Task<WriteResult> PutAsync(IMarketDataStore store, RowBatch rows, WriteMode mode, DateTime? now = null) =>
        store.WriteAsync(Write(rows, mode, now), default);

    protected static Task<RowBatch> CandlesAsync(IMarketDataStore store, string exchange = "kraken", Dataset? dataset = null) =>
        store.ReadRowsAsync(dataset ?? SpotOhlcv.Days, "exchange", exchange, default);

    /// <summary>The rows of a batch in the order of their key.</summary>
    protected static RowBatch Ordered(RowBatch rows) => RowOrder.Apply(Some.Together(rows), null, out _);

    /// <summary>Both batches have the same values in the same rows; JSON may be written differently.</summary>
    protected static void AssertSame(RowBatch expected, RowBatch actual, Func<Column, bool>? compared = null)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int row = 0; row < expected.Count; row++)
        {
            for (int ordinal = 0; ordinal < expected.Dataset.Columns.Count; ordinal++)
            {
                Column column = expected.Dataset.Columns[ordinal];
                if (compared is null || compared(column))
                {
                    Assert.True(
                        IsSame(column, expected.Value(row, ordinal), actual.Value(row, ordinal)),
                        $"{expected.Dataset} row {row}, {column}: expected {expected.Value(row, ordinal) ?? "null"}, got {actual.Value(row, ordinal) ?? "null"}.");
                }
            }
        }
    }

    protected static bool IsFromSource(Column column) => column.Role == ColumnRole.Value;

    private static bool IsSame(Column column, object? expected, object? actual)
    {
        if (column.Kind == ColumnKind.Json && expected is string one && actual is string other)
        {
            return JsonElement.DeepEquals(JsonDocument.Parse(one).RootElement, JsonDocument.Parse(other).RootElement);
        }

        return expected is double left && actual is double right
            ? BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right)
            : Equals(expected, actual);
    }
}
