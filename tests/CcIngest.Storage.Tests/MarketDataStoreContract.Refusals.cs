using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    private const string Forbidden = "BAD";

    /// <summary>Makes the engine refuse candles whose <c>symbol</c> is <see cref="Forbidden"/>: whatever the program takes care of itself never gets so far.</summary>
    protected abstract Task ForbidSymbolAsync(StoreOptions place, Dataset candles, string forbidden);

    /// <summary>Changes the tables behind the program's back, as an administrator would.</summary>
    protected abstract Task AlterAsync(StoreOptions place, string sql);

    [SkippableFact]
    public async Task A_row_that_the_engine_refuses_goes_to_the_dead_letters_alone_with_the_engines_words()
    {
        (IMarketDataStore store, RowBatch rows) = await PickyAsync(500, 137);
        CoverageMap coverage = new(Series);
        CoverageDelta complete = coverage.Set(Stretch(0, 500, CoverageState.Complete));

        WriteResult result = await store.WriteAsync(
            Write(rows, WriteMode.Fresh) with { Coverage = [complete], OnRefused = refused => [Rejected(coverage, refused)] }, default);

        Assert.Equal((499L, 1L, 1), (result.Rows.Inserted, result.Rows.Rejected, result.NewRejections));
        Assert.Equal(new Dictionary<string, int> { ["store-refused"] = 1 }, result.NewByRule);
        Assert.Equal(499, (await CandlesAsync(store)).Count);
        RowBatch letters = await store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", "store-refused", default);
        Assert.Equal(1, letters.Count);
        Assert.Equal(Some.Start.AddDays(137), Some.Cell(letters, 0, "period_start"));
        Assert.Contains("forbidden", (string)Some.Cell(letters, 0, "reason")!, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"\"symbol\":\"{Forbidden}\"", (string)Some.Cell(letters, 0, "raw_text")!, StringComparison.Ordinal);
        Assert.Equal(
            [CoverageState.Complete, CoverageState.Rejected, CoverageState.Complete],
            Assert.Single(await store.ReadCoverageAsync([Series], default)).Intervals.Select(known => known.State));
    }

    [SkippableTheory]
    [InlineData(WriteMode.Fresh)]
    [InlineData(WriteMode.Merge)]
    [InlineData(WriteMode.InsertMissing)]
    public async Task Refused_rows_are_found_however_they_lie_and_are_known_the_second_time(WriteMode mode)
    {
        int[] bad = [0, 1, 30, 31, 32, 63, 99];
        (IMarketDataStore store, RowBatch rows) = await PickyAsync(100, bad);

        WriteResult first = await PutAsync(store, Some.Together(rows), mode);
        WriteResult second = await PutAsync(store, Some.Together(rows), WriteMode.Merge, Now.AddHours(1));

        RowBatch stored = await CandlesAsync(store);
        Assert.Equal((93L, 7), (first.Rows.Inserted, first.NewRejections));
        Assert.Equal((93L, 7L, 0), (second.Rows.Unchanged, second.Rows.Rejected, second.NewRejections));
        Assert.Equal(
            Enumerable.Range(0, 100).Except(bad).Select(day => (object?)Some.Start.AddDays(day)),
            Enumerable.Range(0, 93).Select(row => Some.Cell(stored, row, "datetime")));
    }

    [SkippableTheory]
    [InlineData(WriteMode.Fresh)]
    [InlineData(WriteMode.Merge)]
    [InlineData(WriteMode.InsertMissing)]
    public async Task A_row_that_another_unique_index_keeps_out_goes_to_the_dead_letters_alone(WriteMode mode)
    {
        (IMarketDataStore store, RowBatch rows) = await WithUniqueVolumeAsync(60);
        Some.Set(rows, 41, "volume", Some.Cell(rows, 17, "volume"));

        WriteResult result = await PutAsync(store, rows, mode);

        RowBatch letters = await store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", "store-refused", default);
        Assert.Equal((59L, 1L), (result.Rows.Inserted, result.Rows.Rejected));
        Assert.Equal(59, (await CandlesAsync(store)).Count);
        Assert.Contains("unique", (string)Some.Cell(letters, 0, "reason")!, StringComparison.OrdinalIgnoreCase);
        Assert.Contains((DateTime)Some.Cell(letters, 0, "period_start")!, new[] { Some.Start.AddDays(17), Some.Start.AddDays(41) });
    }

    [SkippableFact]
    public async Task A_row_that_does_not_go_with_another_part_of_the_same_write_is_refused_alone()
    {
        (IMarketDataStore store, RowBatch rows) = await WithUniqueVolumeAsync(40);
        (RowBatch known, RowBatch news) = (Part(rows, 0, 20), Part(rows, 20, 40));
        await PutAsync(store, known, WriteMode.Fresh);
        RowBatch corrected = Part(rows, 0, 20);
        Some.Set(corrected, 3, "volume", 5_000d);
        Some.Set(news, 7, "volume", 5_000d);

        WriteResult result = await store.WriteAsync(
            Write(corrected, WriteMode.Merge, Later, "run-2") with
            {
                Tables = [new TableWrite(corrected, WriteMode.Merge), new TableWrite(news, WriteMode.Fresh)],
            },
            default);

        Assert.Equal((19L, 1L, 19L, 1L), (result.Rows.Inserted, result.Rows.Updated, result.Rows.Unchanged, result.Rows.Rejected));
        Assert.Equal(39, (await CandlesAsync(store)).Count);

        RowBatch Part(RowBatch of, int from, int to)
        {
            RowBatch part = new(of.Dataset, to - from);
            for (int row = from; row < to; row++)
            {
                part.Append(of, row);
            }

            return part;
        }
    }

    [SkippableFact]
    public async Task Keys_are_found_with_all_their_columns_and_others_are_not()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Candles(SpotOhlcv.Days, Series.Exchange, Series.Symbol, Some.Start, 10);
        await PutAsync(store, rows, WriteMode.Fresh);
        RowBatch keys = Some.Candles(SpotOhlcv.Days, Series.Exchange, Series.Symbol, Some.Start.AddDays(8), 4);

        RowBatch found = await store.FindRowsAsync(keys, default);

        Assert.Equal(
            [Some.Start.AddDays(8), Some.Start.AddDays(9)],
            Enumerable.Range(0, found.Count).Select(row => (DateTime)Some.Cell(found, row, "datetime")!).Order());
        Assert.All(Enumerable.Range(0, 2), row => Assert.Equal(Now, Some.Cell(found, row, "collected_at")));
        Assert.Equal(0, (await store.FindRowsAsync(Some.Candles(SpotOhlcv.Days, "bitstamp", Series.Symbol, Some.Start, 4), default)).Count);
    }

    [SkippableFact]
    public async Task More_refused_rows_than_can_be_chance_fail_the_leg_and_store_nothing()
    {
        (IMarketDataStore store, RowBatch rows) = await PickyAsync(300, [.. Enumerable.Range(50, 101)]);

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => PutAsync(store, rows, WriteMode.Fresh));

        Assert.Equal((IngestErrorId.StoreWriteFailed, FailureScope.Leg), (failure.Id, failure.Scope));
        Assert.Contains("more than 100 of 300", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await CandlesAsync(store)).Count);
        Assert.Equal(0, (await store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", "store-refused", default)).Count);
    }

    private static CoverageDelta Rejected(CoverageMap coverage, IReadOnlyList<RejectedRow> refused) =>
        new CoverageMap(Series, coverage.Intervals).Set(refused.Select(row => new CoverageInterval(
            new TimeRange(row.Time!.Value, row.Time.Value.AddDays(1)), CoverageState.Rejected, coverage.Intervals[0].Evidence)));

    /// <summary>A store of a user who holds that no two days have the same volume.</summary>
    private async Task<(IMarketDataStore Store, RowBatch Rows)> WithUniqueVolumeAsync(int count)
    {
        StoreOptions place = await NewPlaceAsync();
        IMarketDataStore store = await OpenAsync(place);
        await store.InitializeAsync(default);
        await AlterAsync(place, $"CREATE UNIQUE INDEX one_volume ON {SpotOhlcv.Days.Table} (volume)");
        RowBatch rows = Some.Candles(SpotOhlcv.Days, Series.Exchange, Series.Symbol, Some.Start, count);
        for (int row = 0; row < count; row++)
        {
            Some.Set(rows, row, "volume", 1000d + row);
        }

        return (store, rows);
    }

    /// <summary>A store that refuses some of the rows that come with it.</summary>
    private async Task<(IMarketDataStore Store, RowBatch Rows)> PickyAsync(int count, params int[] bad)
    {
        StoreOptions place = await NewPlaceAsync();
        IMarketDataStore store = await OpenAsync(place);
        await store.InitializeAsync(default);
        await ForbidSymbolAsync(place, SpotOhlcv.Days, Forbidden);
        RowBatch rows = Some.Candles(SpotOhlcv.Days, Series.Exchange, Series.Symbol, Some.Start, count);
        Array.ForEach(bad, row => Some.Set(rows, row, "symbol", Forbidden));
        return (store, rows);
    }
}
