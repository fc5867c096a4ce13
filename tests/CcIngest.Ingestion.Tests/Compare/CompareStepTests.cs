using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class CompareStepTests : BulkFixture
{
    private static readonly ScriptedSeries Same = new() { ListedFrom = Day(-1000) };
    private readonly ScriptedSource _source = new() { Capabilities = new(100, 8) };
    private readonly List<SourceComparison> _compared = [];

    [Fact]
    public async Task A_difference_over_the_edge_of_two_pages_is_one_finding_and_resolved_when_the_source_says_the_same_again()
    {
        IMarketDataStore store = await StoredAsync(Day(-235));
        _source.Series[Pair.Symbol] = new ScriptedSeries { ListedFrom = Day(-1000), Close = time => time >= Day(-88) && time < Day(-82) ? 7 : Same.Close(time) };

        await CompareAsync(store);
        QualityFinding found = Assert.Single(await FindingsAsync(store));
        _source.Series[Pair.Symbol] = Same;
        await CompareAsync(store);

        Assert.Equal(3, _compared[0].Requests);
        Assert.Contains(_source.Requests, request => request.Range.From > Day(-88) && request.Range.From < Day(-82));
        Assert.Equal((Day(-88), Day(-82), 6L), (found.From, found.To, found.Periods));
        Assert.NotNull(Assert.Single(await FindingsAsync(store)).ResolvedAt);
    }

    [Fact]
    public async Task What_was_never_settled_between_stored_stretches_is_no_difference()
    {
        IMarketDataStore store = await StoredAsync(Day(-60), Day(-30));
        await AskAsync(store, Day(-10), null);

        await CompareAsync(store);

        SourceComparison compared = Assert.Single(_compared);
        Assert.Equal((55L, 0L, 1), (compared.Rows, compared.MissingInStore, compared.Requests));
        Assert.Empty(await FindingsAsync(store));
    }

    [Fact]
    public async Task What_was_compared_before_the_source_failed_counts()
    {
        IMarketDataStore store = await StoredAsync(Day(-235));
        _source.Series[Pair.Symbol] = new ScriptedSeries { ListedFrom = Day(-1000), Close = time => time == Day(-230) ? 7 : Same.Close(time) };
        int asked = 0;
        _source.BeforeFetch = (_, _) => ++asked < 3 ? Task.CompletedTask : throw new IngestException(IngestErrorId.SourceUnreachable, "away", "Wait.", scope: FailureScope.Leg);

        RunSummary summary = await CompareAsync(store);

        Assert.NotEqual(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(Day(-230), Assert.Single(await FindingsAsync(store)).From);
    }

    private async Task<IMarketDataStore> StoredAsync(DateTime from, DateTime? to = null)
    {
        _source.Series[Pair.Symbol] = Same;
        IMarketDataStore store = await NewStoreAsync();
        await store.WriteAsync(new StoreWrite { RunId = "sync", Now = Now, Tables = [new TableWrite(Instruments(), WriteMode.Merge)] }, default);
        await AskAsync(store, from, to);
        return store;

        static RowBatch Instruments() => CcIngest.TestSupport.Some.Row(InstrumentsSpot.Dataset,
            ("exchange_internal_name", Pair.Exchange), ("mapped_instrument_symbol", Pair.Symbol), ("exchange_instrument_symbol_raw", Pair.RawSymbol),
            ("base_asset_symbol", Pair.Base), ("quote_asset_symbol", Pair.Quote));
    }

    private async Task AskAsync(IMarketDataStore store, DateTime from, DateTime? to)
    {
        RunSummary summary = await new IngestRunner(store, _source, new FakeTime(Now), NullLoggerFactory.Instance).RunAsync(Job(Ingest(from, to)), null, default);
        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        _source.Requests.Clear();
    }

    private async Task<RunSummary> CompareAsync(IMarketDataStore store)
    {
        ComparePlan plan = await ComparePlan.MakeAsync(store, _source, new CompareRequest(), new FakeTime(Now), default);
        return await new IngestRunner(store, _source, new FakeTime(Now), NullLoggerFactory.Instance)
            .RunAsync(Job(new CompareStep { Plan = plan, OnCompared = _compared.Add }), null, default);
    }

    private static Task<IReadOnlyList<QualityFinding>> FindingsAsync(IMarketDataStore store) =>
        store.QueryAsync<QualityFinding>(StoredQuery.QualityFindings, new QualityFilter(), default);
}
