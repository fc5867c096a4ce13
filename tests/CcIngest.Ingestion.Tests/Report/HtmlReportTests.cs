using System.Text.Json;
using System.Text.RegularExpressions;
using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class HtmlReportTests : BulkFixture
{
    private string Page => Path.Combine(Folder, "report.html");

    [Fact]
    public async Task Tells_of_every_series_and_has_the_candles_of_the_most_traded()
    {
        IMarketDataStore store = await NewFullStoreAsync();

        WrittenReport written = await WriteAsync(store, new ReportRequest { Path = Page, Top = 2 });

        JsonElement data = ReportData.OfFile(Page);
        Assert.Equal((3, 2, new FileInfo(Page).Length), (written.Series, written.Charts, written.Bytes));
        Assert.Equal(["btcusd", "XETHZUSD", "XXBTZUSD"], Texts(data.GetProperty("series").GetProperty("symbol")));
        Assert.Equal(2, data.GetProperty("candles").GetArrayLength());
        Assert.Equal(1 + (7 * 4), data.GetProperty("series").GetProperty("stretches")[0].GetArrayLength());
    }

    [Fact]
    public async Task Candles_are_those_of_the_store()
    {
        IMarketDataStore store = await NewFullStoreAsync();

        await WriteAsync(store, new ReportRequest { Path = Page, Series = [new ReportSeriesName("XETHZUSD")] });

        JsonElement candles = Assert.Single(ReportData.OfFile(Page).GetProperty("candles").EnumerateArray());
        IReadOnlyList<Ohlcv> rows = await store.QueryAsync<Ohlcv>(
            StoredQuery.Series(SpotOhlcv.Days), new SeriesFilter { RawSymbols = ["XETHZUSD"], From = Day(-1000), To = Day(1000) }, default);
        long time = 0;
        Assert.Equal(rows.Select(row => row.OpenTime), candles.GetProperty("times").EnumerateArray().Select(step => DateTime.UnixEpoch.AddSeconds(time += step.GetInt64())));
        Assert.All(rows.Select(row => row.Close!.Value).Zip(candles.GetProperty("values")[3].EnumerateArray()), pair => Assert.Equal(pair.First, pair.Second.GetDouble(), pair.First * 1e-8));
    }

    [Fact]
    public async Task Text_of_the_store_cannot_break_out_of_the_page()
    {
        const string Evil = "</script><img src=x onerror=alert(1)>\u2028<!--";
        IMarketDataStore store = await NewStoreAsync();
        await CoverAsync(store, new SeriesKey("ohlcv-spot", "kraken", Evil, Interval.OneDay), (Day(-5), Day(-2), CoverageState.Pending));
        await store.WriteAsync(new StoreWrite { RunId = Evil, Now = Now, Rejected = [new RejectedRow(SpotOhlcv.Days, Evil, "rule", Evil, "/days")] }, default);

        await WriteAsync(store, new ReportRequest { Path = Page });

        string page = await File.ReadAllTextAsync(Page);
        Assert.DoesNotContain("onerror", page, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(page, "</script>"));
        Assert.Equal(Evil, ReportData.Of(page).GetProperty("series").GetProperty("symbol")[0].GetString());
        Assert.Equal(Evil, ReportData.Of(page).GetProperty("letters")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_policy_allows_the_scripts_of_the_page_by_their_hashes_and_no_address()
    {
        await WriteAsync(await NewFullStoreAsync(), new ReportRequest { Path = Page, Top = 0 });

        string page = await File.ReadAllTextAsync(Page);
        string policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.All(
            Regex.Matches(page, "<script>(.*?)</script>", RegexOptions.Singleline).Concat(Regex.Matches(page, "<style>(.*?)</style>", RegexOptions.Singleline)),
            inline => Assert.Contains(ReportAssets.HashOf(inline.Groups[1].Value), policy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_store_says_what_to_do()
    {
        await WriteAsync(await NewStoreAsync(), new ReportRequest { Path = Page });

        string page = await File.ReadAllTextAsync(Page);
        Assert.Contains("There are no time series here yet.", page, StringComparison.Ordinal);
        Assert.Contains("Invoke-CcOhlcvIngest", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_sentence_says_what_can_be_trusted_and_the_next_what_is_missing_and_why()
    {
        await WriteAsync(await NewFullStoreAsync(), new ReportRequest { Path = Page });

        string page = await File.ReadAllTextAsync(Page);
        Assert.Contains("2 of 3 series are whole; 1 have gaps.", page, StringComparison.Ordinal);
        Assert.Contains("10 rejected (1 series)", page, StringComparison.Ordinal);
        Assert.Contains("10 lost at the source (1 series)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_told_to_and_nothing_else_is_left_behind()
    {
        IMarketDataStore store = await NewStoreAsync();
        await File.WriteAllTextAsync(Page, "mine");

        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => WriteAsync(store, new ReportRequest { Path = Page }));
        Assert.Equal((IngestErrorId.FileMismatch, "mine"), (refused.Id, await File.ReadAllTextAsync(Page)));

        await WriteAsync(store, new ReportRequest { Path = Page, Replaces = true });
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(Page), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder, "*.unfinished"));
    }

    [Fact]
    public async Task A_dataset_that_there_is_not_is_refused_with_those_there_are()
    {
        IngestException refused = await Assert.ThrowsAsync<IngestException>(
            async () => await WriteAsync(await NewStoreAsync(), new ReportRequest { Path = Page, Datasets = ["ohlcv-sopt"] }));

        Assert.Contains("ohlcv-spot", refused.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_that_are_open_lead_to_their_series()
    {
        IMarketDataStore store = await NewFullStoreAsync();
        QualityFinding open = new()
        {
            FindingId = "1", Dataset = "ohlcv-spot", Exchange = "kraken", RawSymbol = "XETHZUSD", Interval = "1d", Rule = "ohlc-order", Severity = QualitySeverity.Error,
            From = Day(-5), To = Day(-4), Periods = 1, Found = "high 1, low 2", Expected = "high >= low", Cause = "swapped", Mending = "Repair-CcGap", RunId = "first",
            FirstSeenAt = Now, LastRunId = "first", LastSeenAt = Now,
        };
        RowBatch rows = QualityFindings.RowsOf([open, open with { FindingId = "2", ResolvedAt = Now }]);
        await store.WriteAsync(new StoreWrite { RunId = "first", Now = Now, Tables = [new TableWrite(rows, WriteMode.Replace)] }, default);

        await WriteAsync(store, new ReportRequest { Path = Page });

        JsonElement data = ReportData.OfFile(Page);
        JsonElement finding = Assert.Single(data.GetProperty("findings").EnumerateArray());
        Assert.Equal("XETHZUSD", data.GetProperty("series").GetProperty("symbol")[finding.GetProperty("series").GetInt32()].GetString());
        Assert.Contains("1 finding open, 1 error among them", await File.ReadAllTextAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_step_of_a_job_it_is_written_beside_the_job_and_shows_its_run_as_running()
    {
        JobFile job = JobFile.Parse("""{ "steps": [ { "report": "html", "file": "pages/report.html", "exchanges": ["Kraken"], "top": 1, "replace": true } ] }""", "job.json", Folder);
        IMarketDataStore store = await NewFullStoreAsync();

        RunSummary summary = await RunAsync(store, Assert.Single(job.Job.Steps));

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        JsonElement data = ReportData.OfFile(Path.Combine(Folder, "pages", "report.html"));
        Assert.Equal((2, 1), (data.GetProperty("series").GetProperty("symbol").GetArrayLength(), data.GetProperty("candles").GetArrayLength()));
        Assert.Equal("Running", data.GetProperty("runs")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_step_whose_file_is_there_is_a_failed_leg_of_its_run()
    {
        await File.WriteAllTextAsync(Page, "mine");

        RunSummary summary = await RunAsync(await NewStoreAsync(), new ReportStep { Request = new ReportRequest { Path = Page } });

        Assert.Equal(nameof(IngestErrorId.FileMismatch), Assert.Single(Assert.Single(summary.Steps).Failures).ErrorId);
        Assert.NotEqual(RunOutcome.Complete, summary.Outcome);
    }

    private static Task<WrittenReport> WriteAsync(IMarketDataStore store, ReportRequest request) =>
        new HtmlReport(store, new FakeTime(Now)).WriteAsync(request, default);

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString());
}
