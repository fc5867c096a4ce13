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
}
