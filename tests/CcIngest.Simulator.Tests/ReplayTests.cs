using System.Net;
using System.Text.Json;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Simulator.Tests;

public sealed class ReplayTests : IDisposable
{
    // 2024-01-01 00:00, 00:01 and 00:04 UTC; the second open is not the first close, as in real recordings.
    private const string SmallFile =
        """[[1704067200000, 0.5, 0.75, 0.25, 0.6, 10.5], [1704067260000, 0.61, 0.61, 0.61, 0.61, 1e-8], [1704067440000, 0.00001, 0.7, 0.00001, 0.65, 3]]""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("replay-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Recorded_month_is_served_candle_by_candle_with_its_holes()
    {
        string file = SharedData.Require("data", "candles", "altcoin-btc_1m_2017-11.json");
        using JsonDocument recording = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Dictionary<long, JsonElement> recorded = recording.RootElement.EnumerateArray().ToDictionary(row => row[0].GetInt64() / 1000);
        await using SimulatorServer server = await StartAsync(new SimulatorReplay(file, "kraken", "ALT-BTC", "1m"));
        using HttpClient client = new() { BaseAddress = server.DataApi };

        List<JsonElement> rows = [];
        long last = recorded.Keys.Max();
        for (long toTs = last; toTs >= recorded.Keys.Min(); toTs = rows[0].Whole("TIMESTAMP") - 60)
        {
            rows.InsertRange(0, await client.GetRowsAsync($"/spot/v1/historical/minutes?market=kraken&instrument=ALT-BTC&limit=2000&to_ts={toTs}"));
        }

        List<JsonElement> traded = [.. rows.Where(row => row.Whole("TOTAL_TRADES") > 0)];
        Assert.Equal(13_681, traded.Count);
        Assert.Equal(717, rows.Count - traded.Count);
        Assert.Equal(538, Enumerable.Range(1, rows.Count - 1).Count(row => rows[row].Whole("TOTAL_TRADES") == 0 && rows[row - 1].Whole("TOTAL_TRADES") > 0));
        Assert.Equal((1_509_836_520, 1_510_700_340), (rows[0].Whole("TIMESTAMP"), rows[^1].Whole("TIMESTAMP")));
        foreach (JsonElement row in traded)
        {
            JsonElement original = recorded[row.Whole("TIMESTAMP")];
            Assert.Equal([original[1].GetDouble(), original[2].GetDouble(), original[3].GetDouble(), original[4].GetDouble(), original[5].GetDouble()],
                [row.Number("OPEN"), row.Number("HIGH"), row.Number("LOW"), row.Number("CLOSE"), row.Number("VOLUME")]);
        }

        Assert.All(rows, row => CandleChecks.AssertConsistent(row, 60));
    }

    [Fact]
    public async Task Absent_periods_have_no_trades_and_longer_periods_are_put_together()
    {
        await using SimulatorServer server = await StartSmallAsync();
        using HttpClient client = new() { BaseAddress = server.DataApi };

        List<JsonElement> minutes = await client.GetRowsAsync("/spot/v1/historical/minutes?market=kraken&instrument=ALT-BTC&limit=100&to_ts=1704067499");
        Assert.Equal([0.6, 0.61, 0.61, 0.61, 0.65], minutes.Select(row => row.Number("CLOSE")));
        Assert.Equal([false, false, true, true, false], minutes.Select(row => row.Whole("TOTAL_TRADES") == 0));
        Assert.Equal([10.5, 1e-8, 0, 0, 3], minutes.Select(row => row.Number("VOLUME")));
        Assert.Equal("1e-05", minutes[^1].GetProperty("LOW").GetRawText());
        Assert.Equal("1e-08", minutes[1].GetProperty("VOLUME").GetRawText());

        JsonElement day = Assert.Single(await client.GetRowsAsync("/spot/v1/historical/days?market=kraken&instrument=ALT-BTC&to_ts=1704067200"));
        Assert.Equal((0.5, 0.75, 0.00001, 0.65, 13.50000001), (day.Number("OPEN"), day.Number("HIGH"), day.Number("LOW"), day.Number("CLOSE"), day.Number("VOLUME")));
        Assert.Equal(minutes.Sum(row => row.Whole("TOTAL_TRADES")), day.Whole("TOTAL_TRADES"));
        CandleChecks.AssertConsistent(day, 86400);
    }

    [Fact]
    public async Task Replayed_instrument_is_listed_as_retired_with_its_first_and_last_trade_and_its_new_asset()
    {
        await using SimulatorServer server = await StartSmallAsync();
        using HttpClient client = new() { BaseAddress = server.DataApi };

        JsonElement venue = (await client.GetJsonAsync("/spot/v1/markets/instruments?market=kraken&instrument_status=RETIRED&instruments=ALT-BTC")).GetProperty("Data").GetProperty("kraken");
        JsonElement instrument = venue.GetProperty("instruments").GetProperty("ALT-BTC");
        Assert.Equal("RETIRED", instrument.Text("INSTRUMENT_STATUS"));
        Assert.InRange(instrument.Whole("FIRST_TRADE_SPOT_TIMESTAMP"), 1704067200, 1704067259);
        Assert.InRange(instrument.Whole("LAST_TRADE_SPOT_TIMESTAMP"), 1704067440, 1704067499);
        JsonElement metadata = await client.GetJsonAsync("/asset/v2/metadata?assets=ALT");
        Assert.Equal(instrument.GetProperty("INSTRUMENT_MAPPING").Whole("BASE_ID"), metadata.GetProperty("Data").GetProperty("ALT").Whole("ID"));
        await client.GetJsonAsync("/spot/v1/historical/minutes?market=kraken&instrument=ALT-BTC&to_ts=1704067199", HttpStatusCode.NotFound);
        Assert.Empty(await client.GetRowsAsync("/spot/v1/historical/minutes?market=kraken&instrument=ALT-BTC&limit=10&to_ts=1704070000"));
    }

    [Fact]
    public async Task Recording_that_reaches_now_is_active_and_shows_only_what_is_past()
    {
        string file = await WriteAsync(SmallFile);
        SimulatorOptions options = new() { Now = new DateTime(2024, 1, 1, 0, 1, 30, DateTimeKind.Utc), Replay = new SimulatorReplay(file, "kraken", "ALT-BTC", "1m") };
        await using SimulatorServer server = await SimulatorServer.StartAsync(options, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };

        List<JsonElement> minutes = await client.GetRowsAsync("/spot/v1/historical/minutes?market=kraken&instrument=ALT-BTC&limit=10");
        Assert.Equal([1704067200, 1704067260], minutes.Select(row => row.Whole("TIMESTAMP")));
        Assert.Equal([true, false], minutes.Select(row => row.Whole("TOTAL_TRADES") > 0));
        JsonElement listed = await client.GetJsonAsync("/spot/v1/markets/instruments?market=kraken&instruments=ALT-BTC");
        Assert.True(listed.GetProperty("Data").GetProperty("kraken").GetProperty("instruments").Has("ALT-BTC"));
    }

    [Fact]
    public async Task Periods_shorter_than_the_recorded_ones_do_not_exist()
    {
        string file = await WriteAsync("[[1704067200000, 1, 2, 1, 2, 5]]");
        await using SimulatorServer server = await StartAsync(new SimulatorReplay(file, "kraken", "ALT-BTC", "1h"));
        using HttpClient client = new() { BaseAddress = server.DataApi };

        await client.GetJsonAsync("/spot/v1/historical/minutes?market=kraken&instrument=ALT-BTC&to_ts=1704067200", HttpStatusCode.NotFound);
        Assert.Single(await client.GetRowsAsync("/spot/v1/historical/hours?market=kraken&instrument=ALT-BTC&to_ts=1704067200"));
    }

    [Theory]
    [InlineData("[]", "1m", "has no rows")]
    [InlineData("{}", "1m", "cannot be understood")]
    [InlineData("[[1704067200000, 1]]", "1m", "Row 1")]
    [InlineData("[[1704067200000, 1, 2, 1, 2, 5], [1704067200000, 1, 2, 1, 2, 5]]", "1m", "Row 2")]
    [InlineData("[[1704067260000, 1, 2, 1, 2, 5]]", "1h", "not at the start of a period")]
    [InlineData("[[1704067200000, 1, 2, 1, 2, 5]]", "1M", "not an interval of a recording")]
    public async Task Bad_recording_is_refused_with_its_place(string text, string interval, string expected)
    {
        string file = await WriteAsync(text);
        IngestException refusal = await Assert.ThrowsAsync<IngestException>(() => StartAsync(new SimulatorReplay(file, "kraken", "ALT-BTC", interval)));

        Assert.Equal(IngestErrorId.SettingInvalid, refusal.Id);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "ALT-BTC")]
    [InlineData("kraken", "ALTBTC")]
    public async Task Unknown_place_for_a_recording_is_refused(string exchange, string instrument)
    {
        string file = await WriteAsync(SmallFile);
        await Assert.ThrowsAsync<IngestException>(() => StartAsync(new SimulatorReplay(file, exchange, instrument, "1m")));
        await Assert.ThrowsAsync<IngestException>(() => StartAsync(new SimulatorReplay(file + ".absent", "kraken", "ALT-BTC", "1m")));
    }

    private static Task<SimulatorServer> StartAsync(SimulatorReplay replay) =>
        SimulatorServer.StartAsync(new SimulatorOptions { Replay = replay }, CancellationToken.None);

    private async Task<SimulatorServer> StartSmallAsync() =>
        await StartAsync(new SimulatorReplay(await WriteAsync(SmallFile), "kraken", "ALT-BTC", "1m"));

    private async Task<string> WriteAsync(string text)
    {
        string file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, text);
        return file;
    }
}
