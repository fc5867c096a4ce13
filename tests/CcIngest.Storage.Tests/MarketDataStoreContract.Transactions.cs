using CcIngest.Model;
using CcIngest.TestSupport;
using Dapper;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    private static readonly SeriesKey Series = new(SpotOhlcv.Name, "kraken", "XXBTZUSD", Interval.OneDay);

    [SkippableFact]
    public async Task Rows_coverage_and_dead_letters_come_together_or_not_at_all()
    {
        IMarketDataStore store = await NewStoreAsync();
        CoverageMap coverage = new(Series);
        StoreWrite write = new()
        {
            RunId = "run-1",
            Now = Now,
            Tables = [new TableWrite(Some.Rows(SpotOhlcv.Days, 5), WriteMode.Fresh)],
            Coverage = [coverage.Set(Stretch(0, 5, CoverageState.Complete))],
            Rejected = [Rejection("{}")],
        };
        RowBatch misfit = Some.Rows(SpotOhlcv.Hours, 1);
        Some.Set(misfit, 0, "symbol", new string('s', 500));

        // The rows are written by then.
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => store.WriteAsync(write with
        {
            Tables = [.. write.Tables, new TableWrite(misfit, WriteMode.Fresh)],
            OnRefused = _ => throw new InvalidTimeZoneException("The caller's own mistake."),
        }, default));

        Assert.Equal(0, (await CandlesAsync(store)).Count);
        Assert.Empty(Assert.Single(await store.ReadCoverageAsync([Series], default)).Intervals);
        Assert.Equal(0, (await store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", "test-rule", default)).Count);

        WriteResult repaired = await store.WriteAsync(write, default);
        Assert.Equal(new RowCounts(6, 5, 0, 0, 1), repaired.Rows);
    }

    [SkippableFact]
    public async Task Rows_are_kept_in_no_cache_of_statements()
    {
        IMarketDataStore store = await NewStoreAsync();
        foreach (WriteMode mode in new[] { WriteMode.Fresh, WriteMode.InsertMissing, WriteMode.Merge })
        {
            await PutAsync(store, Some.Candles(SpotOhlcv.Minutes, "kept-by-text", "few", Some.Start, 5, seed: (int)mode), mode);
            await PutAsync(store, Some.Candles(SpotOhlcv.Minutes, "kept-by-text", "many", Some.Start, 300, seed: (int)mode), mode);
        }

        Assert.Equal(305, (await CandlesAsync(store, "kept-by-text", SpotOhlcv.Minutes)).Count);
        Assert.DoesNotContain(SqlMapper.GetCachedSQL(), known => known.Item2.Contains("kept-by-text", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_cancelled_write_leaves_nothing_and_the_store_goes_on()
    {
        IMarketDataStore store = await NewStoreAsync();
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.WriteAsync(Write(Some.Rows(SpotOhlcv.Days, 5), WriteMode.Fresh), cancelled.Token));

        Assert.Equal(0, (await CandlesAsync(store)).Count);
        Assert.Equal(5, (await PutAsync(store, Some.Rows(SpotOhlcv.Days, 5), WriteMode.Fresh)).Rows.Inserted);
    }

    [SkippableFact]
    public async Task Coverage_of_a_row_that_the_store_refuses_is_corrected_in_the_same_transaction()
    {
        IMarketDataStore store = await NewStoreAsync();
        CoverageMap coverage = new(Series);
        RowBatch rows = Some.Rows(SpotOhlcv.Days, 5);
        rows.Set(3, rows.Dataset.Ordinal("symbol"), new string('s', 500));
        CoverageDelta complete = coverage.Set(Stretch(0, 5, CoverageState.Complete));
        StoreWrite write = Write(rows, WriteMode.Fresh) with
        {
            Coverage = [complete],
            OnRefused = refused => [new CoverageMap(Series, coverage.Intervals).Set(refused.Select(
                row => new CoverageInterval(new TimeRange(row.Time!.Value, row.Time.Value.AddDays(1)), CoverageState.Rejected, coverage.Intervals[0].Evidence)))],
        };

        WriteResult result = await store.WriteAsync(write, default);

        Assert.Equal((4L, 1L), (result.Rows.Inserted, result.Rows.Rejected));
        Assert.Equal(
            [(Stretch(0, 3, CoverageState.Complete).Range, CoverageState.Complete), (Stretch(3, 1, CoverageState.Rejected).Range, CoverageState.Rejected),
                (Stretch(4, 1, CoverageState.Complete).Range, CoverageState.Complete)],
            Assert.Single(await store.ReadCoverageAsync([Series], default)).Intervals.Select(known => (known.Range, known.State)));
    }

    [SkippableFact]
    public async Task Coverage_follows_its_deltas()
    {
        IMarketDataStore store = await NewStoreAsync();
        SeriesKey other = Series with { Symbol = "xxbtzusd" };
        Dictionary<SeriesKey, CoverageMap> maps = new() { [Series] = new CoverageMap(Series), [other] = new CoverageMap(other) };
        Random random = new(4);
        for (int write = 0; write < 25; write++)
        {
            // Several deltas of one series in one write build on each other.
            CoverageDelta[] deltas = [.. Enumerable.Range(0, 3).Select(_ => maps[random.Next(3) == 0 ? other : Series]
                .Set(Stretch(random.Next(60), random.Next(1, 20), (CoverageState)random.Next(7))))];
            await store.WriteAsync(new StoreWrite { RunId = "run-1", Now = Now, Coverage = deltas }, default);
        }

        IReadOnlyList<CoverageMap> stored = await store.ReadCoverageAsync([other, Series, Series with { Exchange = "nowhere" }], default);

        Assert.Equal([other, Series], stored.Take(2).Select(map => map.Series));
        Assert.Equal(maps[other].Intervals, stored[0].Intervals);
        Assert.Equal(maps[Series].Intervals, stored[1].Intervals);
        Assert.Empty(stored[2].Intervals);
    }

    [SkippableFact]
    public async Task Coverage_that_two_runs_left_overlapping_is_read_by_its_age_and_healed_by_the_next_write()
    {
        IMarketDataStore store = await NewStoreAsync();
        CoverageInterval[] rows =
        [
            Known(Stretch(0, 10, CoverageState.Pending), 1), Known(Stretch(2, 3, CoverageState.NoTrades), 0),
            Known(Stretch(5, 10, CoverageState.Complete), 3), Known(Stretch(12, 8, CoverageState.Pending), 2),
        ];
        await store.WriteAsync(new StoreWrite { RunId = "run-1", Now = Now, Coverage = [new CoverageDelta(Series, [], rows)] }, default);

        CoverageMap read = Assert.Single(await store.ReadCoverageAsync([Series], default));

        (TimeRange, CoverageState)[] expected =
            [.. new[] { Stretch(0, 5, CoverageState.Pending), Stretch(5, 10, CoverageState.Complete), Stretch(15, 5, CoverageState.Pending) }.Select(Shape)];
        Assert.Equal(expected, read.Intervals.Select(Shape));

        // Far from what overlapped: the delta brings the rest of the series into order too.
        await store.WriteAsync(
            new StoreWrite { RunId = "run-2", Now = Now, Coverage = [read.Set(Known(Stretch(30, 1, CoverageState.Open), 4))] }, default);
        IReadOnlyList<CoverageRecord> table = await store.QueryAsync<CoverageRecord>(StoredQuery.Coverage, new CoverageFilter(), default);
        Assert.Equal([.. expected, Shape(Stretch(30, 1, CoverageState.Open))], table.Select(row => (new TimeRange(row.From, row.To), row.State)));

        static CoverageInterval Known(CoverageInterval interval, int minute) =>
            interval with { Evidence = interval.Evidence with { KnownAt = Now.AddMinutes(minute) } };

        static (TimeRange, CoverageState) Shape(CoverageInterval interval) => (interval.Range, interval.State);
    }

    [SkippableFact]
    public async Task Coverage_of_many_series_is_read_at_once()
    {
        IMarketDataStore store = await NewStoreAsync();
        SeriesKey[] series = [.. Enumerable.Range(0, 1_100).Select(i => Series with { Symbol = $"S{i}", Exchange = i % 2 == 0 ? "even" : "odd" })];
        await store.WriteAsync(new StoreWrite
        {
            RunId = "run-1",
            Now = Now,
            Coverage = [.. series.Select(key => new CoverageMap(key).Set(Stretch(0, 3, CoverageState.Complete)))],
        }, default);

        IReadOnlyList<CoverageMap> maps = await store.ReadCoverageAsync(series, default);

        Assert.Equal(series, maps.Select(map => map.Series));
        Assert.All(maps, map => Assert.Equal(CoverageState.Complete, Assert.Single(map.Intervals).State));
    }

    [SkippableFact]
    public async Task The_same_rejection_is_one_letter()
    {
        IMarketDataStore store = await NewStoreAsync();
        StoreWrite write = new() { RunId = "run-1", Now = Now, Rejected = [Rejection("{\"a\":1}"), Rejection("{\"a\":2}"), Rejection("{\"a\":1}")] };

        WriteResult first = await store.WriteAsync(write, default);
        WriteResult second = await store.WriteAsync(write with { RunId = "run-2", Rejected = [.. write.Rejected, Rejection("{\"a\":3}")] }, default);

        Assert.Equal((2, 3L), (first.NewRejections, first.Rows.Rejected));
        Assert.Equal((1, 4L), (second.NewRejections, second.Rows.Rejected));
        RowBatch letters = await store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", "test-rule", default);
        Assert.Equal(3, letters.Count);
        RowBatch ofFirstRun = await store.ReadRowsAsync(Bookkeeping.DeadLetters, "run_id", "run-1", default);
        Assert.Equal(2, ofFirstRun.Count);
        Assert.Equal(
            ["kraken", "XXBTZUSD", "1d", Some.Start, "the reason", "GET /x", SpotOhlcv.Name],
            new[] { "exchange", "symbol_unmapped", "interval_name", "period_start", "reason", "request", "dataset" }.Select(name => Some.Cell(ofFirstRun, 0, name)));
    }

    [SkippableFact]
    public async Task A_rejection_that_is_too_long_for_the_books_is_kept_cut()
    {
        IMarketDataStore store = await NewStoreAsync();
        RejectedRow rejection = Rejection("{}") with
        {
            Request = new string('r', 3000),
            Series = Series with { Symbol = new string('s', 300) },
            RawText = new string('x', 200_000),
        };

        WriteResult result = await store.WriteAsync(new StoreWrite { RunId = "run-1", Now = Now, Rejected = [rejection] }, default);

        Assert.Equal(1, result.NewRejections);
        RowBatch letters = await store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", "test-rule", default);
        Assert.Equal(200_000, ((string)Some.Cell(letters, 0, "raw_text")!).Length);
        Assert.EndsWith("…", (string)Some.Cell(letters, 0, "request")!, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Many_writers_and_readers_at_once_lose_nothing()
    {
        const int Writers = 6;
        const int Writes = 8;
        IMarketDataStore store = await NewStoreAsync();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            string symbol = $"S{writer}";
            CoverageMap coverage = new(Series with { Symbol = symbol });
            for (int i = 0; i < Writes; i++)
            {
                RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", symbol, Some.Start.AddDays(i * 50), 50, seed: writer);
                await store.WriteAsync(
                    Write(rows, WriteMode.Merge) with { Coverage = [coverage.Set(Stretch(i * 50, 50, CoverageState.Complete))] }, default);
                Assert.Equal((i + 1) * 50, (await store.ReadRowsAsync(SpotOhlcv.Days, "symbol_unmapped", symbol, default)).Count);
            }
        })));

        Assert.Equal(Writers * Writes * 50, (await CandlesAsync(store)).Count);
        IReadOnlyList<CoverageMap> maps = await store.ReadCoverageAsync(
            [.. Enumerable.Range(0, Writers).Select(writer => Series with { Symbol = $"S{writer}" })], default);
        Assert.All(maps, map => Assert.Equal(new TimeRange(Some.Start, Some.Start.AddDays(400)), Assert.Single(map.Intervals).Range));
    }

    [SkippableFact]
    public async Task A_batch_of_twenty_thousand_candles_is_one_write()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Candles(SpotOhlcv.Minutes, "kraken", "XXBTZUSD", Some.Start, 20_000);

        Assert.Equal(20_000, (await PutAsync(store, rows, WriteMode.Fresh)).Rows.Inserted);
        Assert.Equal(20_000, (await PutAsync(store, rows, WriteMode.Merge)).Rows.Unchanged);
    }

    private static CoverageInterval Stretch(int firstDay, int days, CoverageState state) => new(
        new TimeRange(Some.Start.AddDays(firstDay), Some.Start.AddDays(firstDay + days)), state, new CoverageEvidence("run-1", "GET /x?limit=5", Now));

    private static RejectedRow Rejection(string text) =>
        new(SpotOhlcv.Days, text, "test-rule", "the reason", "GET /x", Series, Some.Start);

    [SkippableFact]
    public async Task A_write_that_is_repeated_because_its_answer_was_lost_counts_its_letters_as_new_once_more_and_a_later_one_does_not()
    {
        IMarketDataStore store = await NewStoreAsync();
        StoreWrite write = new() { RunId = "run-1", Now = Now, Rejected = [Rejection("{}")] };

        Assert.Equal(1, (await store.WriteAsync(write, default)).NewRejections);
        Assert.Equal(1, (await store.WriteAsync(write, default)).NewRejections);
        Assert.Equal(0, (await store.WriteAsync(write with { Now = Now.AddSeconds(1) }, default)).NewRejections);
        Assert.Equal(0, (await store.WriteAsync(write with { RunId = "run-2" }, default)).NewRejections);
        Assert.Equal(1, (await store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", "test-rule", default)).Count);
    }
}
