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
        await _store.WriteAsync(
            new StoreWrite { RunId = "fill", Now = Now, Tables = [.. rows.Select(batch => new TableWrite(batch, WriteMode.Merge))] }, CancellationToken.None);
    }
}
