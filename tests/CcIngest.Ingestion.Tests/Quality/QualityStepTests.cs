using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class QualityStepTests : BulkFixture
{
    private static readonly SeriesKey Days = new("ohlcv-spot", "kraken", "XXBTZUSD", Interval.OneDay);
    private static readonly SeriesKey Hours = Days with { Interval = Interval.OneHour };

    private readonly List<QualityFinding> _told = [];

    [Fact]
    public async Task Good_rows_have_no_finding_and_the_run_says_how_many_were_read()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Days, Day(-30), 44);

        RunSummary summary = await TestAsync(store, new QualityStep());

        Assert.Empty(_told);
        Assert.Equal((RunOutcome.Complete, 44L), (summary.Outcome, summary.Steps.Single().Rows.Read));
    }

    [Fact]
    public async Task A_finding_is_one_row_however_often_it_is_found_and_resolved_when_it_is_gone()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Days, Day(-30), 44, (row, rows) => Spoil(rows, row, Day(-9)));
        QualityStep order = new() { Rules = ["ohlc-order"] };
        RunSummary first = await TestAsync(store, order);
        QualityFinding finding = Assert.Single(_told);

        RunSummary second = await TestAsync(store, order);
        QualityFinding again = Assert.Single(await FindAsync(store));
        await PutAsync(store, Days, Day(-9), 1);
        await TestAsync(store, order);

        Assert.Equal(("ohlc-order", "1d", Day(-9), Day(-8), 1L), (finding.Rule, finding.Interval, finding.From, finding.To, finding.Periods));
        Assert.Equal($"Get-CcQualityFinding -FindingId {finding.FindingId} | Repair-CcGap", finding.Mending);
        Assert.Equal((first.RunId, second.RunId, finding.FindingId), (again.RunId, again.LastRunId, again.FindingId));
        Assert.Null(again.ResolvedAt);
        Assert.NotNull(Assert.Single(await FindAsync(store)).ResolvedAt);
    }

    [Fact]
    public async Task A_finding_outside_of_what_is_tested_stays_open_and_a_stretch_that_the_test_cuts_stays_one()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Days, Day(-30), 44, (row, rows) =>
        {
            Spoil(rows, row, Day(-20));
            foreach (int day in new[] { -9, -8, -7, -6 })
            {
                Spoil(rows, row, Day(day));
            }
        });
        await TestAsync(store, new QualityStep { Rules = ["ohlc-order"] });

        await TestAsync(store, new QualityStep { Rules = ["ohlc-order"], Targets = [new QualityTarget { From = Day(-7), To = Day(-5) }] });

        Assert.Equal([(Day(-20), Day(-19)), (Day(-9), Day(-5))], (await FindAsync(store)).Select(finding => (finding.From!.Value, finding.To!.Value)));
        Assert.All(await FindAsync(store), finding => Assert.Null(finding.ResolvedAt));
    }

    [Fact]
    public async Task A_stretch_that_the_test_cuts_at_its_end_stays_as_long_as_it_was()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Days, Day(-30), 44, (row, rows) =>
        {
            foreach (int day in new[] { -9, -8, -7, -6 })
            {
                Spoil(rows, row, Day(day));
            }
        });
        await TestAsync(store, new QualityStep { Rules = ["ohlc-order"] });
        await PutAsync(store, Days, Day(-10), 1, (row, rows) => Spoil(rows, row, Day(-10)));

        await TestAsync(store, new QualityStep { Rules = ["ohlc-order"], Targets = [new QualityTarget { From = Day(-20), To = Day(-7) }] });

        IReadOnlyList<QualityFinding> findings = await FindAsync(store);
        Assert.Equal((Day(-10), Day(-5), 5L), findings.Where(one => one.ResolvedAt is null).Select(one => (one.From!.Value, one.To!.Value, one.Periods!.Value)).Single());
        Assert.Equal(Day(-9), Assert.Single(findings, one => one.ResolvedAt is not null).From);
    }

    [Fact]
    public async Task A_page_that_repeats_one_of_half_a_year_before_is_found_also_by_a_test_of_its_own_days()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Days, Day(-200), 214, (row, rows) =>
        {
            DateTime at = rows.Time(row, rows.Dataset.Series!.Time);
            if (at >= Day(-30) && at < Day(-20))
            {
                int earlier = row - 160;
                foreach (string column in new[] { "open", "high", "low", "close", "volume", "quote_volume" })
                {
                    rows.Set(row, rows.Dataset.Ordinal(column), rows.Double(earlier, rows.Dataset.Ordinal(column)));
                }
            }
        });
        QualityStep all = new() { Rules = ["stale-page"] };
        await TestAsync(store, all);

        await TestAsync(store, all with { Targets = [new QualityTarget { From = Day(-35) }] });

        QualityFinding finding = Assert.Single(await FindAsync(store));
        Assert.Equal((Day(-30), null), (finding.From!.Value, finding.ResolvedAt));
    }

    [Fact]
    public async Task A_finding_that_fails_makes_its_series_a_failed_leg_and_the_run_partial()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Days, Day(-30), 44, (row, rows) => Spoil(rows, row, Day(-9)));
        await PutAsync(store, Days with { Symbol = "XETHZUSD" }, Day(-30), 44);

        RunSummary failing = await TestAsync(store, new QualityStep { FailsOn = QualitySeverity.Error });
        RunSummary told = await TestAsync(store, new QualityStep());

        RunFailure failure = Assert.Single(failing.Steps.Single().Failures);
        Assert.Equal((RunOutcome.Partial, "QualityRuleBroken", Days.ToString()), (failing.Outcome, failure.ErrorId, failure.Target));
        Assert.Contains("ohlc-order 1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Complete, told.Outcome);
    }

    [Fact]
    public async Task A_day_that_is_not_the_sum_of_its_hours_is_found_where_all_of_these_are_stored()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Hours, Day(1), 14 * 24);
        await PutAsync(store, Days, Day(1), 14, sums: true);
        Assert.Empty((await TestedAsync(store)).Select(finding => finding.ToString()));

        await PutAsync(store, Days, Day(4), 1, (row, rows) => rows.Set(row, rows.Dataset.Ordinal("volume"), 1.5), sums: true);
        await PutAsync(store, Days, Day(6), 1, (row, rows) => rows.Set(row, rows.Dataset.Ordinal("volume"), 1.5), sums: true);
        await CoverAsync(store, Hours, (Day(6), Day(6).AddHours(1), CoverageState.Rejected));

        QualityFinding finding = Assert.Single(await TestedAsync(store), one => one.Rule == "finer-candles");
        Assert.Equal((Day(4), "volume=1.5", "volume=33.6 by 1h"), (finding.From, finding.Found, finding.Expected));

        async Task<List<QualityFinding>> TestedAsync(IMarketDataStore tested)
        {
            _told.Clear();
            await TestAsync(tested, new QualityStep());
            return _told;
        }
    }

    [Fact]
    public async Task What_instruments_name_and_nobody_knows_is_found_once_for_each()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch instruments = CcIngest.TestSupport.Some.Together(Instrument("BTC-USD", 1, 2), Instrument("ETH-USD", 3, 2));
        await store.WriteAsync(new StoreWrite
        {
            RunId = "run",
            Now = Now,
            Tables =
            [
                new TableWrite(instruments, WriteMode.Merge),
                new TableWrite(CcIngest.TestSupport.Some.Row(Assets.Dataset, ("asset_id", 1L), ("symbol", "BTC")), WriteMode.Merge),
            ],
        }, default);

        await TestAsync(store, new QualityStep { Targets = [new QualityTarget { Dataset = "instruments-spot" }] });

        Assert.Equal(["exchange kraken", "asset 2 (USD)", "asset 3 (ETH)"], _told.OrderByDescending(one => one.Exchange).ThenBy(one => one.Found).Select(one => one.Found.Split(", ")[0]));
        Assert.Equal(["Sync-CcExchange", "Sync-CcAsset", "Sync-CcAsset"], _told.OrderByDescending(one => one.Exchange).Select(one => one.Mending));

        static RowBatch Instrument(string symbol, long baseId, long quoteId) => CcIngest.TestSupport.Some.Row(InstrumentsSpot.Dataset,
            ("exchange_internal_name", "kraken"), ("mapped_instrument_symbol", symbol), ("base_asset_id", baseId), ("base_asset_symbol", symbol[..3]),
            ("quote_asset_id", quoteId), ("quote_asset_symbol", symbol[4..]));
    }

    [Fact]
    public async Task A_rule_or_a_dataset_that_there_is_not_is_refused_with_those_that_there_are()
    {
        IMarketDataStore store = await NewStoreAsync();
        Assert.Contains("ohlc-order", (await Assert.ThrowsAsync<IngestException>(() => TestAsync(store, new QualityStep { Rules = ["ohlc"] }))).Advice, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IngestException>(() => TestAsync(store, new QualityStep { Targets = [new QualityTarget { Dataset = "runs" }] }));
    }

    [Fact]
    public void A_job_file_can_ask_for_a_check_and_says_what_fails()
    {
        JobFile file = Read("""{ "steps": [ { "check": "quality", "datasets": ["ohlcv-spot"], "exchanges": ["Kraken", "okx"], "from": "2025-01-01", "rules": ["jump"], "failOn": "warning" } ] }""");
        QualityStep step = Assert.IsType<QualityStep>(file.Job.Steps.Single());
        Assert.Equal(QualitySeverity.Warning, step.FailsOn);
        Assert.Equal([("ohlcv-spot", "kraken", Day(1).AddYears(-1)), ("ohlcv-spot", "okx", Day(1).AddYears(-1))], step.Targets.Select(target => (target.Dataset!, target.Exchange!, target.From!.Value)));
        Assert.Null(((QualityStep)Read("""{ "steps": [ { "check": "quality", "failOn": "never" } ] }""").Job.Steps.Single()).FailsOn);
        Assert.Equal(IngestErrorId.JobInvalid, Assert.Throws<IngestException>(() => Read("""{ "steps": [ { "check": "quality", "rules": ["jumpp"] } ] }""")).Id);

        static JobFile Read(string text) => JobFile.Parse(text, "job.json");
    }

    private static void Spoil(RowBatch rows, int row, DateTime at)
    {
        if (rows.Time(row, rows.Dataset.Series!.Time) == at)
        {
            rows.Set(row, rows.Dataset.Ordinal("close"), rows.Double(row, rows.Dataset.Ordinal("high")) + 0.5);
            rows.Set(row, rows.Dataset.Ordinal("quote_volume"), rows.Double(row, rows.Dataset.Ordinal("volume")) * 100);
        }
    }

    /// <summary>Stores candles that keep every rule, and has the books tell of them.</summary>
    private static async Task PutAsync(
        IMarketDataStore store, SeriesKey key, DateTime from, int count, Action<int, RowBatch>? change = null, bool sums = false)
    {
        Dataset dataset = DatasetCatalog.TimeSeries(key.Dataset, key.Interval);
        RowBatch rows = new(dataset, count);
        for (int i = 0; i < count; i++)
        {
            int row = rows.AddRow();
            dataset.Series!.Name(rows, row, key.Exchange, key.Symbol);
            rows.Set(row, dataset.Series.Time, key.Interval.Add(from, i));
            // Another one each day and each hour: a candle that repeats itself is a finding too.
            DateTime at = key.Interval.Add(from, i);
            double hour = 1 + (at.DayOfYear * 0.1);
            double volume = sums ? 24 * hour : key.Interval == Interval.OneHour ? hour + (at.Hour % 2 == 0 ? 0.5 : -0.5) : hour;
            foreach ((string column, double number) in new[] { ("open", 100), ("high", 101), ("low", 99), ("close", 100), ("volume", volume), ("quote_volume", volume * 100) })
            {
                rows.Set(row, dataset.Ordinal(column), number);
            }

            change?.Invoke(row, rows);
        }

        await store.WriteAsync(new StoreWrite { RunId = "run", Now = Now, Tables = [new TableWrite(rows, WriteMode.Merge)] }, default);
        await CoverAsync(store, key, (from, key.Interval.Add(from, count), CoverageState.Complete));
    }

    private async Task<RunSummary> TestAsync(IMarketDataStore store, QualityStep step)
    {
        _told.Clear();
        await using IMarketDataSource source = MarketDataSources.Open(new SourceOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        return await new IngestRunner(store, source, new FakeTime(Now), NullLoggerFactory.Instance).RunAsync(Job(step with { OnFinding = _told.Add }), null, default);
    }

    private static Task<IReadOnlyList<QualityFinding>> FindAsync(IMarketDataStore store) => store.QueryAsync<QualityFinding>(StoredQuery.QualityFindings, new QualityFilter(), default);
}
