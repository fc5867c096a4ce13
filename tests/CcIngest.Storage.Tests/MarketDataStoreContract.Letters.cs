using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    [SkippableFact]
    public async Task A_write_that_settles_a_letter_removes_it_with_the_rows_and_coverage_that_it_brings()
    {
        IMarketDataStore store = await NewStoreAsync();
        RejectedRow[] letters = [Rejection("{\"a\":1}"), Rejection("{\"a\":2}")];
        await store.WriteAsync(new StoreWrite { RunId = "run-1", Now = Now, Rejected = letters }, default);

        WriteResult result = await store.WriteAsync(Write(Some.Rows(SpotOhlcv.Days, 1), WriteMode.Merge) with
        {
            Coverage = [new CoverageMap(Series).Set(Stretch(0, 1, CoverageState.Complete))],
            Settles = [letters[0].LetterId],
        }, default);

        Assert.Equal(new RowCounts(1, 1, 0, 0, 0), result.Rows);
        Assert.Equal([letters[1].LetterId], (await LettersAsync(store)).Select(letter => letter.LetterId));
        Assert.Equal(CoverageState.Complete, Assert.Single(await store.ReadCoverageAsync([Series], default)).StateAt(Some.Start));
    }

    [SkippableFact]
    public async Task A_write_that_would_settle_a_letter_with_a_row_that_is_refused_changes_nothing()
    {
        (IMarketDataStore store, RowBatch rows) = await PickyAsync(1, 0);
        RejectedRow letter = Rejection("{\"a\":1}");
        await store.WriteAsync(new StoreWrite { RunId = "run-1", Now = Now, Rejected = [letter] }, default);

        WriteResult result = await store.WriteAsync(Write(rows, WriteMode.InsertMissing) with
        {
            Coverage = [new CoverageMap(Series).Set(Stretch(0, 1, CoverageState.Complete))],
            Settles = [letter.LetterId],
        }, default);

        Assert.Equal("store-refused", Assert.Single(result.Clashes).Rule);
        Assert.Equal((0L, 0), (result.Rows.Inserted, result.NewRejections));
        Assert.Equal([letter.LetterId], (await LettersAsync(store)).Select(kept => kept.LetterId));
        Assert.Equal(0, (await CandlesAsync(store)).Count);
        Assert.Empty(Assert.Single(await store.ReadCoverageAsync([Series], default)).Intervals);
    }

    [SkippableFact]
    public async Task Letters_are_counted_by_dataset_venue_and_rule()
    {
        IMarketDataStore store = await NewStoreAsync();
        RejectedRow[] letters = [Rejection("{\"a\":1}"), Rejection("{\"a\":2}"), new(InstrumentsSpot.Dataset, "{}", "required", "No name.", "/list")];
        for (int i = 0; i < letters.Length; i++)
        {
            await store.WriteAsync(new StoreWrite { RunId = "run", Now = Now.AddMinutes(i), Rejected = [letters[i]] }, default);
        }

        IReadOnlyList<LetterCount> counts = await store.QueryAsync<LetterCount>(StoredQuery.LetterCounts, new LetterCountFilter(), default);

        Assert.Equal([(SpotOhlcv.Name, letters[0].Rule, 2L), (InstrumentsSpot.Dataset.Name, "required", 1L)], counts.Select(count => (count.Dataset, count.Rule, count.Letters)));
        Assert.Equal((Now, Now.AddMinutes(1), letters[0].Reason), (counts[0].FirstAt, counts[0].LastAt, counts[0].Reason));
        Assert.Null(counts[1].Exchange);
        Assert.Empty(await store.QueryAsync<LetterCount>(StoredQuery.LetterCounts, new LetterCountFilter { Exchanges = ["nowhere"] }, default));
    }

    [SkippableFact]
    public async Task Letters_come_newest_first_and_by_every_filter()
    {
        IMarketDataStore store = await NewStoreAsync();
        SeriesKey other = Series with { Exchange = "bitstamp", Symbol = "btcusd", Interval = Interval.OneHour };
        RejectedRow[] letters =
        [
            Rejection("{\"a\":1}"),
            Rejection("{\"a\":2}") with { Dataset = SpotOhlcv.Hours, Series = other, Time = Some.Start.AddDays(3), Rule = "other-rule" },
            new(InstrumentsSpot.Dataset, "{}", "required", "No name.", "/list") { Exchange = "kraken" },
        ];
        for (int i = 0; i < letters.Length; i++)
        {
            await store.WriteAsync(new StoreWrite { RunId = $"run-{i}", Now = Now.AddMinutes(i), Rejected = [letters[i]] }, default);
        }

        Assert.Equal(letters.Reverse().Select(letter => letter.LetterId), (await LettersAsync(store)).Select(letter => letter.LetterId));
        await Finds(new() { LetterIds = [letters[1].LetterId] }, 1);
        await Finds(new() { Datasets = [InstrumentsSpot.Dataset.Name] }, 2);
        await Finds(new() { Exchanges = ["kraken"] }, 2, 0);
        await Finds(new() { Symbols = ["btcusd"] }, 1);
        await Finds(new() { Intervals = ["1h"] }, 1);
        await Finds(new() { Rules = ["other-rule"] }, 1);
        await Finds(new() { RunIds = ["run-0", "run-2"] }, 2, 0);
        await Finds(new() { From = Some.Start, To = Some.Start.AddDays(3) }, 0);
        await Finds(new() { From = Some.Start.AddDays(3) }, 1);
        await Finds(new() { Limit = 1 }, 2);

        DeadLetterRecord read = (await LettersAsync(store, new() { LetterIds = [letters[1].LetterId] }))[0];
        Assert.Equal(
            (SpotOhlcv.Name, "bitstamp", "btcusd", "1h", Some.Start.AddDays(3), "{\"a\":2}", "run-1", Now.AddMinutes(1)),
            (read.Dataset, read.Exchange, read.RawSymbol, read.Interval, read.Time, read.RawText, read.RunId, read.KnownAt));
        Assert.Equal((DateTimeKind.Utc, DateTimeKind.Utc), (read.Time!.Value.Kind, read.KnownAt.Kind));

        async Task Finds(DeadLetterFilter filter, params int[] expected) => Assert.Equal(
            expected.Select(number => letters[number].LetterId), (await LettersAsync(store, filter)).Select(letter => letter.LetterId));
    }

    private static Task<IReadOnlyList<DeadLetterRecord>> LettersAsync(IMarketDataStore store, DeadLetterFilter? filter = null) =>
        store.QueryAsync<DeadLetterRecord>(StoredQuery.DeadLetters, filter ?? new DeadLetterFilter(), default);
}
