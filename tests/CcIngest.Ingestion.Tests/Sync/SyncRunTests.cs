using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class SyncRunTests
{
    private static readonly SyncStep SpotInstruments = new() { List = ReferenceList.SpotInstruments };

    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new();

    [Fact]
    public async Task A_list_is_stored_part_by_part()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD", "ETH-USD"), Listed.Spot("bitstamp", "BTC-USD")];

        RunSummary summary = await RunAsync(SpotInstruments);

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(new RowCounts(3, 3, 0, 0, 0), summary.Steps.Single().Rows);
        Assert.Equal(2, _store.Writes.Count(write => write.Tables.Any(table => table.Table == InstrumentsSpot.Dataset.Table)));
        Assert.Empty(Assert.Single(_source.ListRequests).Exchanges);
    }

    [Fact]
    public async Task A_second_sync_changes_nothing()
    {
        _source.Lists[ReferenceList.Assets] = [Listed.AssetsByVolume("BTC", "ETH")];

        await RunAsync(new SyncStep { List = ReferenceList.Assets });
        RunSummary second = await RunAsync(new SyncStep { List = ReferenceList.Assets });

        Assert.Equal(new RowCounts(4, 0, 0, 4, 0), second.Steps.Single().Rows);
    }

    [Fact]
    public async Task Instruments_that_are_no_longer_listed_are_marked_once()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD", "ETH-USD"), Listed.Spot("bitstamp", "ETH-USD")];
        await RunAsync(SpotInstruments);
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD")];

        RunSummary second = await RunAsync(SpotInstruments);
        RunSummary third = await RunAsync(SpotInstruments);

        Assert.Equal(["ACTIVE", "VANISHED", "VANISHED"], Statuses());
        Assert.Equal(new RowCounts(1, 0, 2, 1, 0), second.Steps.Single().Rows);
        Assert.Equal(new RowCounts(1, 0, 0, 1, 0), third.Steps.Single().Rows);
        Assert.Equal(RunOutcome.Complete, second.Outcome);
    }

    [Fact]
    public async Task A_venue_that_was_not_asked_for_has_not_vanished()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD"), Listed.Spot("bitstamp", "ETH-USD")];
        await RunAsync(SpotInstruments);

        await RunAsync(SpotInstruments with { Exchanges = ["kraken"] });
        await RunAsync(SpotInstruments with { MaxRows = 1 });

        Assert.Equal(["ACTIVE", "ACTIVE"], Statuses());
    }

    [Fact]
    public async Task A_list_that_breaks_off_marks_no_venue()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD")];
        await RunAsync(SpotInstruments);
        _source.BeforeList = _ => throw new IngestException(IngestErrorId.SourceAnswerEmpty, "Nothing.", "Wait.", scope: FailureScope.Leg);

        await RunAsync(SpotInstruments);

        Assert.Equal(["ACTIVE"], Statuses());
    }

    [Fact]
    public async Task An_instrument_that_is_listed_again_is_what_the_source_says()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD", "ETH-USD")];
        await RunAsync(SpotInstruments);
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD")];
        await RunAsync(SpotInstruments);
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD", "ETH-USD")];

        await RunAsync(SpotInstruments);

        Assert.Equal(["ACTIVE", "ACTIVE"], Statuses());
    }

    [Fact]
    public async Task A_part_that_is_not_all_of_a_venue_marks_nothing()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD", "ETH-USD")];
        await RunAsync(SpotInstruments);
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD") with { CompleteExchange = null }];

        await RunAsync(SpotInstruments);

        Assert.Equal(["ACTIVE", "ACTIVE"], Statuses());
    }

    [Fact]
    public async Task An_instrument_whose_record_was_rejected_has_not_vanished()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD", "ETH-USD")];
        await RunAsync(SpotInstruments);
        RejectedRow rejected = new(InstrumentsSpot.Dataset, "{\"INSTRUMENT\":\"ETHUSD\",\"FIRST_TRADE_SPOT_TIMESTAMP\":\"x\"}", "unreadable", "not a number", "/instruments");
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD") with { Rejected = [rejected] }];

        RunSummary summary = await RunAsync(SpotInstruments);

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        Assert.Equal(["ACTIVE", "ACTIVE"], Statuses());
        Assert.Equal(1, summary.Steps.Single().Rows.Rejected);
    }

    [Fact]
    public async Task A_key_that_the_engine_takes_for_a_listed_one_has_not_vanished()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD")];
        await RunAsync(SpotInstruments);
        _store.KeyComparer = StringComparer.OrdinalIgnoreCase;
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "btc-usd")];

        await RunAsync(SpotInstruments);

        Assert.DoesNotContain("VANISHED", Statuses());
    }

    [Fact]
    public async Task A_failed_venue_is_a_failed_leg_and_the_others_go_on()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD"), Listed.Spot("bitstamp", "BTC-USD")];
        _source.BeforeList = request =>
        {
            if (request.Exchanges.Contains("kraken"))
            {
                throw new IngestException(IngestErrorId.SourceAnswerUnreadable, "HTML.", "Try later.", scope: FailureScope.Leg);
            }
        };

        RunSummary summary = await RunAsync(SpotInstruments with { Exchanges = ["kraken", "bitstamp"] });

        Assert.Equal((RunOutcome.Partial, 2), (summary.Outcome, summary.Steps.Single().Legs));
        Assert.Equal("spot-instruments kraken", Assert.Single(summary.Steps.Single().Failures).Target);
        Assert.Single(_store.Table(InstrumentsSpot.Dataset).Rows);
    }

    [Fact]
    public async Task Venues_by_grade_come_from_the_store_and_one_without_the_market_is_skipped()
    {
        _source.Lists[ReferenceList.Exchanges] = [Listed.Venues(("Kraken", "AA"), ("BitMEX", "A"), ("shady", "D"))];
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD")];
        _source.BeforeList = request =>
        {
            if (request.Exchanges.Contains("bitmex"))
            {
                throw new IngestException(IngestErrorId.MarketUnknown, "bitmex is unknown.", "Choose another.", scope: FailureScope.Leg);
            }
        };

        RunSummary summary = await RunAsync(new SyncStep { List = ReferenceList.Exchanges }, SpotInstruments with { MinimumGrade = "BB" });

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(["bitmex", "kraken"], _source.ListRequests.SelectMany(request => request.Exchanges).Order());
    }

    [Fact]
    public async Task A_venue_asked_for_by_name_that_does_not_exist_is_a_failure()
    {
        _source.BeforeList = _ => throw new IngestException(IngestErrorId.MarketUnknown, "nowhere is unknown.", "Choose another.", scope: FailureScope.Leg);

        Assert.Equal(RunOutcome.Failed, (await RunAsync(SpotInstruments with { Exchanges = ["nowhere"] })).Outcome);
    }

    [Fact]
    public async Task A_venue_that_the_source_does_not_know_any_more_takes_its_instruments_along_and_is_no_failure()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD", "ETH-USD"), Listed.Spot("bitstamp", "BTC-USD")];
        await RunAsync(SpotInstruments);
        _source.BeforeList = request =>
        {
            if (request.Exchanges.Contains("kraken"))
            {
                throw new IngestException(IngestErrorId.MarketUnknown, "Not found: market.", "Choose another.", scope: FailureScope.Leg);
            }
        };

        RunSummary first = await RunAsync(SpotInstruments with { Exchanges = ["kraken", "bitstamp"] });
        RunSummary second = await RunAsync(SpotInstruments with { Exchanges = ["kraken", "bitstamp"] });

        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (first.Outcome, second.Outcome));
        Assert.Equal(["ACTIVE", "VANISHED", "VANISHED"], Statuses());
        Assert.Equal(2, first.Steps.Single().Rows.Updated);
        Assert.Equal(0, second.Steps.Single().Rows.Updated);
    }

    [Fact]
    public async Task A_grade_that_no_venue_has_fails_with_advice()
    {
        RunSummary summary = await RunAsync(SpotInstruments with { MinimumGrade = "AAA" });

        Assert.Equal("SelectionEmpty", summary.Failure?.ErrorId);
        Assert.Contains("Sync-CcExchange", summary.Failure?.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enough_rows_end_the_sync()
    {
        _source.Lists[ReferenceList.SpotInstruments] = [Listed.Spot("kraken", "BTC-USD", "ETH-USD"), Listed.Spot("bitstamp", "BTC-USD"), Listed.Spot("gemini", "BTC-USD")];

        await RunAsync(SpotInstruments with { Exchanges = ["kraken", "bitstamp", "gemini"], MaxRows = 3 });

        Assert.Equal([3, 1], _source.ListRequests.Select(request => request.MaxRows));
    }

    private IEnumerable<object?> Statuses() => _store.Table(InstrumentsSpot.Dataset).Values("instrument_status_on_exchange").Order();

    private Task<RunSummary> RunAsync(params JobStep[] steps) => Runner(_store, _source).RunAsync(Job(steps), null, CancellationToken.None);
}
