using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

public sealed class JobFileTests
{
    private const string Whole = """
        {
          // daily
          "$schema": "../docs/job.schema.json",
          "name": "daily candles",
          "store": { "engine": "mysql", "host": "db", "port": 3307, "user": "me", "database": "market", "poolMaxSize": 4 },
          "source": { "dataApi": "http://127.0.0.1:1", "maxRetries": 2 },
          "batchSize": 500,
          "initialize": false,
          "steps": [
            { "sync": "exchanges" },
            { "sync": "assets", "maxRows": 500 },
            { "sync": "spot-instruments", "exchanges": ["Kraken"], "minimumGrade": "BB" },
            {
              "ingest": "ohlcv", "market": "spot", "interval": "1d",
              "select": { "minimumGrade": "BB", "topAssets": 50, "quotes": ["USD"], "exchanges": ["KRAKEN"], "instruments": ["BTC-USD"], "statuses": ["RETIRED"], "limit": 9 },
              "from": "2024-01-01", "to": "2024-02-01T12:00:00+02:00", "revisit": 0, "throttleLimit": 3,
            },
          ],
        }
        """;

    [Fact]
    public void A_whole_file_becomes_a_job_and_parameters()
    {
        JobFile file = JobFile.Parse(Whole, "daily.json");

        Assert.Equal(("daily candles", false), (file.Job.Name, file.Initialize));
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["DB_ENGINE"] = "mysql", ["DB_HOST"] = "db", ["DB_PORT"] = "3307", ["DB_USER"] = "me", ["DB_NAME"] = "market", ["DB_CONNECTION_POOL_MAX_SIZE"] = "4",
                ["DATA_API_BASE_URL"] = "http://127.0.0.1:1", ["API_MAX_RETRIES"] = "2", ["DEFAULT_INGESTION_BATCH_SIZE"] = "500",
            },
            file.Parameters);
        Assert.Equal(new SyncStep { List = "exchanges", Exchanges = ((SyncStep)file.Job.Steps[0]).Exchanges }, file.Job.Steps[0]);
        Assert.Equal(500, ((SyncStep)file.Job.Steps[1]).MaxRows);
        SyncStep instruments = (SyncStep)file.Job.Steps[2];
        Assert.Equal(("spot-instruments", "kraken", "BB"), (instruments.List, Assert.Single(instruments.Exchanges), instruments.MinimumGrade));
        IngestStep ingest = (IngestStep)file.Job.Steps[3];
        Assert.Equal(("ohlcv", Market.Spot, Interval.OneDay, 0, 3), (ingest.Kind, ingest.Market, ingest.Interval, ingest.Revisit, ingest.ThrottleLimit));
        Assert.Equal(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), ingest.From);
        Assert.Equal((new DateTime(2024, 2, 1, 10, 0, 0, DateTimeKind.Utc), DateTimeKind.Utc), (ingest.To!.Value, ingest.To.Value.Kind));
        Selection select = ingest.Select;
        Assert.Equal(("BB", 50, "USD", "kraken", "BTC-USD", "RETIRED", 9),
            (select.MinimumGrade, select.TopAssets, select.Quotes[0], select.Exchanges[0], select.Instruments[0], select.Statuses[0], select.Limit));
    }

    [Fact]
    public void An_export_says_which_rows_and_where_they_go()
    {
        JobFile file = JobFile.Parse(
            """
            { "steps": [
              { "export": "ohlcv-spot", "interval": "1h", "folder": "out/hours", "replace": true, "exchanges": ["Kraken"], "rawSymbols": ["XXBTZUSD"],
                "from": "2024-01-01", "to": "2024-02-01", "partitionBy": "day" },
              { "export": "assets", "folder": "out/assets" } ] }
            """, "export.json");

        ExportRequest hours = ((ExportStep)file.Job.Steps[0]).Request;
        Assert.Equal((SpotOhlcv.Hours, Path.GetFullPath("out/hours"), true, "kraken", "XXBTZUSD", ExportPartition.Day),
            (hours.Dataset, hours.Folder, hours.Replaces, hours.Exchanges.Single(), hours.Symbols.Single(), hours.Partition));
        Assert.Equal((2024, 1, 2), (hours.From!.Value.Year, hours.From.Value.Month, hours.To!.Value.Month));
        Assert.Equal(Path.GetFullPath("out/hours", Path.GetTempPath()), ((ExportStep)JobFile.Parse(
            """{ "steps": [ { "export": "ohlcv-spot", "interval": "1h", "folder": "out/hours" } ] }""", "export.json", Path.GetTempPath()).Job.Steps[0]).Request.Folder);
        ExportRequest assets = ((ExportStep)file.Job.Steps[1]).Request;
        Assert.Equal((Assets.Dataset, false, null, null), (assets.Dataset, assets.Replaces, assets.From, assets.Partition));
    }

    [Theory]
    [InlineData("""{ "export": "ohlcv-spot", "folder": "out" }""", "lacks 'interval'")]
    [InlineData("""{ "export": "ohlcv-spott", "interval": "1d", "folder": "out" }""", "Did you mean 'ohlcv-spot'?")]
    [InlineData("""{ "export": "assets" }""", "lacks 'folder'")]
    [InlineData("""{ "export": "assets", "folder": "out", "from": "2024-01-01" }""", "from is not known")]
    [InlineData("""{ "export": "ohlcv-spot", "interval": "5m", "folder": "out" }""", "has no interval 5m")]
    [InlineData("""{ "export": "ohlcv-spot", "interval": "1d", "folder": "out", "from": "2024-02-01", "to": "2024-01-01" }""", "which is not before 'to'")]
    public void An_export_that_cannot_be_meant_is_refused(string step, string said)
    {
        IngestException wrong = Assert.Throws<IngestException>(() => JobFile.Parse($$"""{ "steps": [ {{step}} ] }""", "export.json"));
        Assert.Contains(said, $"{wrong.Message} {wrong.Advice}", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        JobFile file = JobFile.Parse("""{ "steps": [ { "ingest": "ohlcv", "interval": "Day", "from": "2024-01-01" } ] }""", "jobs/nightly.json");

        Assert.Equal(("nightly", true), (file.Job.Name, file.Initialize));
        Assert.Empty(file.Parameters);
        IngestStep ingest = (IngestStep)file.Job.Steps.Single();
        Assert.Equal((Market.Spot, 2, 8, (DateTime?)null), (ingest.Market, ingest.Revisit, ingest.ThrottleLimit, ingest.To));
        Assert.Equal("ACTIVE", Assert.Single(ingest.Select.Statuses));
    }

    [Theory]
    [InlineData("\"topAssets\": 50", "\"topAsets\": 50", "steps[3].select.topAsets is not known", "Did you mean 'topAssets'?")]
    [InlineData("\"minimumGrade\": \"BB\", \"topAssets\"", "\"minimumGrad\": \"BB\", \"topAssets\"", "line 15: steps[3].select.minimumGrad is not known", "Did you mean 'minimumGrade'?")]
    [InlineData("\"name\"", "\"nmae\"", "line 4: nmae is not known", "Did you mean 'name'?")]
    [InlineData("\"host\": \"db\"", "\"hots\": \"db\"", "store.hots is not known", "Did you mean 'host'?")]
    [InlineData("\"maxRetries\": 2", "\"retries\": 2", "source.retries is not known", "maxRetries")]
    [InlineData("\"maxRows\": 500", "\"quotes\": []", "steps[1].quotes is not known", "maxRows")]
    [InlineData("\"topAssets\": 50", "\"topAssets\": \"many\"", "steps[3].select.topAssets is 'many'", "a whole number from 1")]
    [InlineData("\"topAssets\": 50", "\"topAssets\": 0", "steps[3].select.topAssets is '0'", "a whole number from 1")]
    [InlineData("\"topAssets\": 50", "\"topAssets\": 1.5", "steps[3].select.topAssets is '1.5'", "a whole number from 1")]
    [InlineData("\"minimumGrade\": \"BB\", \"topAssets\"", "\"minimumGrade\": \"BX\", \"topAssets\"", "steps[3].select.minimumGrade is 'BX'", "AAA, AA, A")]
    [InlineData("[\"USD\"]", "\"USD\"", "steps[3].select.quotes is 'USD'", "an array of texts")]
    [InlineData("[\"USD\"]", "[\"USD\", 7]", "steps[3].select.quotes[1] is '7'", "a text")]
    [InlineData("\"initialize\": false", "\"initialize\": \"no\"", "initialize is 'no'", "true or false")]
    [InlineData("\"interval\": \"1d\"", "\"interval\": \"1x\"", "steps[3].interval is '1x'", "1d, 1h or 1m")]
    [InlineData("\"interval\": \"1d\"", "\"interval\": \"7m\"", "ohlcv-spot has no interval 7m", "1d, 1h, 1m")]
    [InlineData("\"interval\": \"1d\",", "", "steps[3] lacks 'interval'", "1d, 1h or 1m")]
    [InlineData("\"from\": \"2024-01-01\"", "\"from\": \"01.02.2024\"", "steps[3].from is '01.02.2024'", "2024-01-31")]
    [InlineData("\"from\": \"2024-01-01\"", "\"from\": \"2024-02-30\"", "steps[3].from is '2024-02-30'", "2024-01-31")]
    [InlineData("\"from\": \"2024-01-01\",", "", "steps[3] lacks 'from'", "Begin, inclusive")]
    [InlineData("\"sync\": \"assets\"", "\"sync\": \"asets\"", "steps[1].sync is 'asets'", "Did you mean 'assets'?")]
    [InlineData("\"sync\": \"assets\"", "\"snyc\": \"assets\"", "steps[1] is no step", "sync, ingest")]
    [InlineData("\"sync\": \"assets\"", "\"sync\": \"assets\", \"ingest\": \"ohlcv\"", "steps[1] is two steps", "sync, ingest")]
    [InlineData("\"ingest\": \"ohlcv\"", "\"ingest\": \"weather\"", "steps[3].ingest is 'weather'", "ohlcv")]
    [InlineData("\"market\": \"spot\"", "\"market\": \"options\"", "steps[3].market is 'options'", "spot, futures, index")]
    [InlineData("\"revisit\": 0", "\"revisit\": 1001", "steps[3].revisit is '1001'", "0 to 1000")]
    [InlineData("\"throttleLimit\": 3", "\"throttleLimit\": 65", "steps[3].throttleLimit is '65'", "1 to 64")]
    [InlineData("\"port\": 3307", "\"port\": 70000", "store.port is '70000'", "1 to 65535")]
    [InlineData("\"name\": \"daily candles\"", "\"name\": null", "name is null", "a text")]
    public void A_mistake_is_told_with_its_place_and_what_is_allowed(string right, string wrong, string message, string advice)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);

        IngestException refused = Assert.Throws<IngestException>(() => JobFile.Parse(Whole.Replace(right, wrong, StringComparison.Ordinal), "daily.json"));

        Assert.Equal(IngestErrorId.JobInvalid, refused.Id);
        Assert.StartsWith("daily.json, line ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refused.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("store", "password", "DB_PASSWORD")]
    [InlineData("source", "apiKey", "CCDATA_API_KEY")]
    public void A_secret_in_a_job_file_is_refused_and_not_shown(string section, string key, string setting)
    {
        IngestException refused = Assert.Throws<IngestException>(
            () => JobFile.Parse($$"""{ "{{section}}": { "{{key}}": "s3cret" }, "steps": [ { "sync": "assets" } ] }""", "job.json"));

        Assert.Contains($"{section}.{key} does not belong into a job file", refused.Message, StringComparison.Ordinal);
        Assert.Contains(setting, refused.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_engine_has_an_id_of_its_own()
    {
        IngestException refused = Assert.Throws<IngestException>(() => JobFile.Parse(Whole.Replace("\"mysql\"", "\"mysq\"", StringComparison.Ordinal), "daily.json"));

        Assert.Equal(IngestErrorId.EngineUnknown, refused.Id);
        Assert.Contains("line 5: store.engine is 'mysq'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'mysql'?", refused.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-02-01T10:00:00Z")]
    [InlineData("2024-03-01")]
    public void A_start_that_is_not_before_the_end_is_a_range_error(string from)
    {
        IngestException refused = Assert.Throws<IngestException>(() => JobFile.Parse(Whole.Replace("\"2024-01-01\"", $"\"{from}\"", StringComparison.Ordinal), "daily.json"));

        Assert.Equal(IngestErrorId.RangeInvalid, refused.Id);
        Assert.Contains("steps[3].from", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"steps\": [")]
    [InlineData("<html>")]
    [InlineData("{ \"steps\": [] } {}")]
    [InlineData("{ \"name\": \"\\ud800\" }")]
    [InlineData("{ \"\\ud800\": 1 }")]
    public void What_is_no_JSON_is_refused_with_the_line(string text)
    {
        IngestException refused = Assert.Throws<IngestException>(() => JobFile.Parse(text, "job.json"));

        Assert.Equal(IngestErrorId.JobInvalid, refused.Id);
        Assert.StartsWith("job.json, line 1: this is no JSON", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "the job is an array")]
    [InlineData("{}", "the job lacks 'steps'")]
    [InlineData("{ \"steps\": [] }", "steps is an array")]
    [InlineData("{ \"steps\": [ 7 ] }", "steps[0] is no step")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\", \"steps\": [] }", "'name' is said twice")]
    public void What_is_no_job_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<IngestException>(() => JobFile.Parse(text, "job.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_byte_order_mark_is_no_mistake() => Assert.Single(JobFile.Parse("\uFEFF{ \"steps\": [ { \"sync\": \"assets\" } ] }", "job.json").Job.Steps);
}
