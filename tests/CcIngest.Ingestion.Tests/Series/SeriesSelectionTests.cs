using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class SeriesSelectionTests
{
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task Series_come_from_the_store_by_grade_assets_and_quote()
    {
        await FillAsync();

        IReadOnlyList<TradingPair> pairs = await ChooseAsync(new Selection { MinimumGrade = "BB", TopAssets = 1, Quotes = ["USD"] });

        Assert.Equal(["bitstamp BTC-USD", "kraken BTC-USD"], pairs.Select(pair => pair.ToString()).Order());
    }

    [Fact]
    public async Task Retired_instruments_are_chosen_when_asked_for()
    {
        await FillAsync();

        Assert.Equal("kraken LUNA-USD", Assert.Single(await ChooseAsync(new Selection { Statuses = ["RETIRED"] })).ToString());
    }

    [Fact]
    public async Task The_namesake_of_a_top_asset_is_not_chosen()
    {
        await FillAsync();
        RowBatch namesake = Listed.Spot("kraken", "BTC-CAD").Rows[0];
        namesake.Set(0, namesake.Dataset.Ordinal("base_asset_id"), 777L);
        await WriteAsync(namesake);

        Assert.DoesNotContain("BTC-CAD", (await ChooseAsync(new Selection { TopAssets = 2 })).Select(pair => pair.Symbol));
    }

    [Theory]
    [InlineData("RETIRED")]
    [InlineData("VANISHED")]
    public async Task A_pair_that_left_trading_is_chosen_until_its_series_is_ended(string status)
    {
        ScriptedSource source = new() { ServerNow = Day(10).AddHours(12) };
        source.Series["BTC-USD"] = new ScriptedSeries { ListedFrom = Day(-1000), EndsAt = Day(13) };
        IngestStep step = Ingest(Day(1)) with { Pairs = null, Select = new Selection { Quotes = ["USD"] } };
        await WriteAsync(Listed.Spot("kraken", [("BTC-USD", "ACTIVE"), ("LUNA-USD", "RETIRED")]).Rows[0]);
        await RunAsync();
        await WriteAsync(Listed.Spot("kraken", [("BTC-USD", status)], lastTrade: Day(12).AddHours(5)).Rows[0]);
        source.ServerNow = Day(20).AddHours(12);

        RunSummary ended = await RunAsync();

        Assert.Equal(RunOutcome.Complete, ended.Outcome);
        Assert.Equal(Enumerable.Range(1, 12).Select(day => (object?)Day(day)), _store.Table(SpotOhlcv.Days).Values("datetime"));
        Assert.Equal([(Days(1, 13), CoverageState.Complete), (Days(13, 21), CoverageState.NotListed)],
            _store.CoverageOf(Key with { Symbol = "BTCUSD" }).Intervals.Select(known => (known.Range, known.State)));
        IngestException nothingLeft = await Assert.ThrowsAsync<IngestException>(() => SeriesSelection.ChooseAsync(_store, step, CancellationToken.None));
        Assert.Equal(IngestErrorId.SelectionEmpty, nothingLeft.Id);

        Task<RunSummary> RunAsync() => Runner(_store, source).RunAsync(Job(step), null, CancellationToken.None);
    }

    [Fact]
    public async Task A_limit_cuts_the_list()
    {
        await FillAsync();

        Assert.Equal(2, (await ChooseAsync(new Selection { Limit = 2 })).Count);
    }

    [Fact]
    public async Task Without_venues_the_advice_is_to_sync_exchanges()
    {
        IngestException empty = await Assert.ThrowsAsync<IngestException>(() => ChooseAsync(new Selection { MinimumGrade = "BB" }));

        Assert.Equal(IngestErrorId.SelectionEmpty, empty.Id);
        Assert.Contains("Sync-CcExchange", empty.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_assets_the_advice_is_to_sync_assets() => Assert.Contains("Sync-CcAsset",
        (await Assert.ThrowsAsync<IngestException>(() => ChooseAsync(new Selection { TopAssets = 5 }))).Advice, StringComparison.Ordinal);

    [Fact]
    public async Task A_selection_that_fits_nothing_is_named()
    {
        await FillAsync();

        IngestException empty = await Assert.ThrowsAsync<IngestException>(() => ChooseAsync(new Selection { Quotes = ["XYZ"] }));

        Assert.Contains("quote XYZ", empty.Message, StringComparison.Ordinal);
        Assert.Contains("Sync-CcSpotInstrument", empty.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pairs_that_are_given_are_taken_as_they_are()
    {
        Assert.Equal([Pair], await SeriesSelection.ChooseAsync(_store, Ingest(Day(1)), CancellationToken.None));
        Assert.Empty(_store.Queries);
    }

    [Fact]
    public void A_minimum_grade_means_it_and_all_better_ones() => Assert.Equal(["AAA", "AA", "A", "BBB", "BB"], Grades.AtLeast("bb"));

    private Task<IReadOnlyList<TradingPair>> ChooseAsync(Selection select) =>
        SeriesSelection.ChooseAsync(_store, Ingest(Day(1)) with { Pairs = null, Select = select }, CancellationToken.None);

    private async Task FillAsync()
    {
        RowBatch[] rows =
        [
            .. Listed.Venues(("Kraken", "AA"), ("Bitstamp", "BB"), ("shady", "D"), ("new", null)).Rows,
            .. Listed.AssetsByVolume("BTC", "ETH").Rows,
            .. Listed.Spot("kraken", [("BTC-USD", "ACTIVE"), ("ETH-USD", "ACTIVE"), ("BTC-EUR", "ACTIVE"), ("LUNA-USD", "RETIRED")]).Rows,
            .. Listed.Spot("bitstamp", "BTC-USD").Rows,
            .. Listed.Spot("shady", "BTC-USD").Rows,
        ];
        await WriteAsync(rows);
    }

    private async Task WriteAsync(params RowBatch[] rows) => await _store.WriteAsync(
        new StoreWrite { RunId = "fill", Now = Now, Tables = [.. rows.Select(batch => new TableWrite(batch, WriteMode.Merge))] }, CancellationToken.None);
}
