using CcIngest.Model;
using CcIngest.TestSupport;
using Xunit;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    [SkippableFact]
    public async Task Findings_of_tests_come_back_the_worst_first_and_those_seen_gone_only_when_asked_for()
    {
        IMarketDataStore store = await NewStoreAsync();
        DateTime start = new(2024, 1, 2, 3, 0, 0, DateTimeKind.Utc);
        QualityFinding error = Finding("a", QualitySeverity.Error) with { From = start, To = start.AddHours(2), Periods = 2 };
        QualityFinding warning = Finding("b", QualitySeverity.Warning) with { Exchange = null, RawSymbol = null, Interval = null, Dataset = "instruments-spot" };
        QualityFinding gone = Finding("c", QualitySeverity.Error) with { ResolvedAt = start.AddDays(1).AddTicks(70) };

        await store.WriteAsync(new StoreWrite { RunId = "run", Now = start, Tables = [new TableWrite(QualityFindings.RowsOf([warning, gone, error]), WriteMode.Replace)] }, default);

        Assert.Equal([error, gone, warning], await FindAsync(new QualityFilter()));
        Assert.Equal([error, warning], await FindAsync(new QualityFilter { IsOpen = true }));
        Assert.Equal([error], await FindAsync(new QualityFilter { From = start.AddHours(1), To = start.AddHours(2) }));
        Assert.Equal([warning], await FindAsync(new QualityFilter { Severities = [QualitySeverity.Warning] }));
        Assert.Equal([error], await FindAsync(new QualityFilter { FindingIds = ["a", "b"], Exchanges = ["kraken"], Symbols = ["XXBTZUSD"], Intervals = ["1h"], Rules = ["jump"], Limit = 1 }));

        Task<IReadOnlyList<QualityFinding>> FindAsync(QualityFilter filter) => store.QueryAsync<QualityFinding>(StoredQuery.QualityFindings, filter, default);

        QualityFinding Finding(string id, QualitySeverity severity) => new()
        {
            FindingId = id, Dataset = "ohlcv-spot", Exchange = "kraken", RawSymbol = "XXBTZUSD", Interval = "1h", Rule = "jump", Severity = severity,
            Found = "close=1", Expected = "near 2", Cause = "a wrong price", Mending = "Compare-CcSource", RunId = "run", FirstSeenAt = start, LastRunId = "run", LastSeenAt = start,
        };
    }

    [SkippableFact]
    public async Task What_tables_name_and_others_do_not_have_is_found_once_with_how_often_it_is_named()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(Instrument("BTC-USD", 1, 2), Instrument("ETH-USD", 3, 2)), WriteMode.Merge);
        await PutAsync(store, Some.Row(Assets.Dataset, ("asset_id", 1L)), WriteMode.Merge);
        await PutAsync(store, Some.Row(AssetMarketData.Dataset, ("asset_id", 9L)), WriteMode.Merge);

        Assert.Equal(["asset 2 (USD) 2", "asset 3 (ETH) 1", "exchange kraken 2"], await FindAsync("instruments-spot"));
        Assert.Equal(["asset 9 1"], await FindAsync("asset-market-data"));
        Assert.Empty(await FindAsync("instruments-futures"));

        async Task<string[]> FindAsync(string dataset) =>
            [.. (await store.QueryAsync<BrokenReference>(StoredQuery.BrokenReferences, new { dataset }, default)).Select(one => $"{one} {one.Uses}").Order(StringComparer.Ordinal)];

        static RowBatch Instrument(string symbol, long baseId, long quoteId) => Some.Row(InstrumentsSpot.Dataset,
            ("exchange_internal_name", "kraken"), ("mapped_instrument_symbol", symbol), ("base_asset_id", baseId), ("base_asset_symbol", symbol[..3]),
            ("quote_asset_id", quoteId), ("quote_asset_symbol", symbol[4..]));
    }
}
