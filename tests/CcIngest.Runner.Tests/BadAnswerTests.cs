using System.Globalization;
using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Runner.Tests;

/// <summary>What becomes of a bad answer, from the API to the database, the summary and the exit code.</summary>
public sealed class BadAnswerTests
{
    private const string BadCandle = """{"UNIT":"DAY","TIMESTAMP":1748995200,"MARKET":"kraken","INSTRUMENT":"XXBTZUSD","MAPPED_INSTRUMENT":"BTC-USD","OPEN":5,"HIGH":4,"LOW":6,"CLOSE":5,"TOTAL_TRADES":1,"VOLUME":1,"QUOTE_VOLUME":5}""";

    [Fact]
    public async Task A_candle_with_high_below_low_is_a_dead_letter_and_the_others_are_stored()
    {
        await using FakeMarketDataServer api = await ApiAsync(FakeAnswer.Json($"{{\"Data\":[{Candle(1748908800)},{BadCandle},{Candle(1749081600)}],\"Err\":{{}}}}"));
        using TemporaryFolder folder = new();

        CommandLine first = await RunAsync(api, folder);
        CommandLine second = await RunAsync(api, folder);

        Assert.Equal((2, "Partial"), (first.ExitCode, first.Json.GetProperty("outcome").GetString()));
        Assert.Equal(["2025-06-03", "2025-06-05"], await DaysAsync(folder));
        RowBatch letter = await LettersAsync(folder);
        Assert.Equal((1, "ohlc-order", BadCandle), (letter.Count, Text(letter, "rule"), Text(letter, "raw_text")));
        Assert.Contains("high", Text(letter, "reason"), StringComparison.Ordinal);

        // The rejection is known now: nothing new is wrong.
        Assert.Equal((0, "Complete"), (second.ExitCode, second.Json.GetProperty("outcome").GetString()));
        Assert.Equal(["Complete", "Partial"], (await RunsAsync(folder)).Select(run => run.Outcome.ToString()));
        Assert.Equal(1, (await LettersAsync(folder)).Count);
    }

    [Fact]
    public async Task A_run_that_may_have_no_bad_candle_fails_at_the_first_one_and_says_so_everywhere()
    {
        await using FakeMarketDataServer api = await ApiAsync(FakeAnswer.Json($"{{\"Data\":[{Candle(1748908800)},{BadCandle},{Candle(1749081600)}],\"Err\":{{}}}}"));
        using TemporaryFolder folder = new();

        CommandLine line = await RunAsync(api, folder, "--set", "MAX_REJECTED_ROWS=0");

        Assert.Equal((1, "Failed"), (line.ExitCode, line.Json.GetProperty("outcome").GetString()));
        Assert.Equal(nameof(IngestErrorId.RejectionBudgetExceeded), line.Json.GetProperty("failure").GetProperty("errorId").GetString());
        RunRecord run = Assert.Single(await RunsAsync(folder));
        Assert.Equal(RunOutcome.Failed, run.Outcome);
        Assert.StartsWith(nameof(IngestErrorId.RejectionBudgetExceeded), run.Failure, StringComparison.Ordinal);
        Assert.Equal(1, (await LettersAsync(folder)).Count);
    }

    [Fact]
    public async Task An_api_that_answers_html_fails_the_series_and_stores_nothing()
    {
        await using FakeMarketDataServer api = await ApiAsync(FakeAnswer.Html());
        using TemporaryFolder folder = new();

        CommandLine line = await RunAsync(api, folder);

        Assert.NotEqual(0, line.ExitCode);
        Assert.Contains(nameof(IngestErrorId.SourceAnswerUnreadable), line.Output, StringComparison.Ordinal);
        Assert.Empty(await DaysAsync(folder));
    }

    [Fact]
    public async Task An_empty_answer_that_the_store_contradicts_settles_nothing()
    {
        await using FakeMarketDataServer api = await ApiAsync(FakeAnswer.Json("""{"Data":[],"Err":{}}"""));
        using TemporaryFolder folder = new();

        CommandLine line = await RunAsync(api, folder);

        Assert.NotEqual(0, line.ExitCode);
        Assert.Contains(nameof(IngestErrorId.SourceAnswerEmpty), line.Output, StringComparison.Ordinal);
        Assert.Empty(await DaysAsync(folder));
    }

    private static async Task<FakeMarketDataServer> ApiAsync(FakeAnswer candles)
    {
        FakeMarketDataServer api = await FakeMarketDataServer.StartAsync();
        api.On("/spot/v1/markets/instruments", _ => FakeAnswer.Json("""
            {"Data":{"kraken":{"TYPE":"602","EXCHANGE_STATUS":"ACTIVE","instruments":{"BTC-USD":{"TYPE":"612","INSTRUMENT_STATUS":"ACTIVE",
            "INSTRUMENT":"XXBTZUSD","MAPPED_INSTRUMENT":"BTC-USD","INSTRUMENT_MAPPING":{"MAPPED_INSTRUMENT":"BTC-USD","BASE":"BTC","BASE_ID":1,
            "QUOTE":"USD","QUOTE_ID":5,"TRANSFORM_FUNCTION":"","CREATED_ON":1646923899},"HAS_TRADES_SPOT":true,"FIRST_TRADE_SPOT_TIMESTAMP":1381095255,
            "LAST_TRADE_SPOT_TIMESTAMP":1749177039,"TOTAL_TRADES_SPOT":83708262}}}},"Err":{}}
            """));
        api.On("/spot/v1/historical/days", _ => candles);
        api.On("/admin/v2/rate/limit", _ => FakeAnswer.Json("""{"Data":{},"Err":{}}"""));
        return api;
    }

    private static string Candle(long time) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"UNIT":"DAY","TIMESTAMP":{{time}},"MARKET":"kraken","INSTRUMENT":"XXBTZUSD","MAPPED_INSTRUMENT":"BTC-USD","OPEN":5,"HIGH":6,"LOW":4,"CLOSE":5,"TOTAL_TRADES":1,"VOLUME":1,"QUOTE_VOLUME":5}
        """);

    private static Task<CommandLine> RunAsync(FakeMarketDataServer api, TemporaryFolder folder, params string[] more) => CommandLine.RunAsync(
    [
        "run",
        folder.Write("job.json", """
            { "steps": [ { "sync": "spot-instruments", "exchanges": ["kraken"] },
                         { "ingest": "ohlcv", "market": "spot", "interval": "1d", "from": "2025-06-03", "to": "2025-06-06", "select": { "exchanges": ["kraken"] } } ] }
            """),
        "--json", "--set", $"DB_FILE={folder.File("market.db")}", "--set", $"DATA_API_BASE_URL={api.Address}", "--set", $"MIN_API_BASE_URL={api.Address}",
        "--set", "API_MAX_RETRIES=1", "--set", "API_RETRY_BACKOFF_FACTOR=0.01", .. more,
    ]);

    private static async Task<IReadOnlyList<string>> DaysAsync(TemporaryFolder folder)
    {
        RowBatch rows = await ReadAsync(folder, SpotOhlcv.Days, "exchange", "kraken");
        return [.. Enumerable.Range(0, rows.Count).Select(row => rows.Time(row, rows.Dataset.Ordinal("datetime")).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
    }

    /// <summary>Newest first.</summary>
    private static async Task<IReadOnlyList<RunRecord>> RunsAsync(TemporaryFolder folder)
    {
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(
            new StoreOptions { File = folder.File("market.db") }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        return await store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter(), CancellationToken.None);
    }

    private static Task<RowBatch> LettersAsync(TemporaryFolder folder) => ReadAsync(folder, Bookkeeping.DeadLetters, "dataset", SpotOhlcv.Name);

    private static string? Text(RowBatch rows, string column) => rows.Text(0, rows.Dataset.Ordinal(column));

    private static async Task<RowBatch> ReadAsync(TemporaryFolder folder, Dataset dataset, string column, string value)
    {
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(
            new StoreOptions { File = folder.File("market.db") }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        return await store.ReadRowsAsync(dataset, column, value, CancellationToken.None);
    }
}
