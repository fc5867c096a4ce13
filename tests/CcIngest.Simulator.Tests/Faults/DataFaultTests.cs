using System.Net;
using System.Text.Json;

namespace CcIngest.Simulator.Tests;

public sealed class DataFaultTests
{
    private const long Today = 1768435200;      // 2026-01-15 00:00 UTC; the simulated time is noon
    private const string Page = FaultyServer.Days + "&limit=300&to_ts=1768348800";     // ends with the last closed day
    private const string Instruments = "/spot/v1/markets/instruments?market=kraken";

    [Theory]
    [InlineData("null-price", "CLOSE", "null")]
    [InlineData("huge-numbers", "HIGH", "1e400")]
    [InlineData("huge-numbers", "VOLUME", "1e400")]
    [InlineData("tiny-numbers", "LOW", "1e-400")]
    public async Task Chosen_candles_are_spoilt_and_the_others_are_as_they_were(string fault, string field, string text)
    {
        (List<JsonElement> clean, List<JsonElement> faulty) = await PagesAsync($"{fault}=0.2");

        Assert.InRange(faulty.Count(row => row.GetProperty(field).GetRawText() == text), 30, 90);
        Assert.All(clean.Zip(faulty).Where(pair => pair.Second.GetProperty(field).GetRawText() != text),
            pair => Assert.Equal(pair.First.GetRawText(), pair.Second.GetRawText()));
        Assert.Equal(clean.Select(row => row.Whole("TIMESTAMP")), faulty.Select(row => row.Whole("TIMESTAMP")));
    }

    [Fact]
    public async Task String_numbers_are_the_same_digits_in_quotes()
    {
        (List<JsonElement> clean, List<JsonElement> faulty) = await PagesAsync("string-numbers=1");

        Assert.All(clean.Zip(faulty), pair =>
        {
            Assert.DoesNotContain(pair.Second.EnumerateObject(), property => property.Value.ValueKind == JsonValueKind.Number);
            Assert.All(pair.First.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Number),
                property => Assert.Equal(property.Value.GetRawText(), pair.Second.Text(property.Name)));
        });
    }

    [Theory]
    [InlineData("/api/v3/depth?symbol=BTCUSDT&limit=5")]
    [InlineData("/fapi/v1/depth?symbol=BTCUSDT&limit=5")]
    public async Task A_crossed_book_has_its_sides_changed_and_all_else_as_it_was(string path)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(new SimulatorOptions());
        await using FaultyServer crossed = await FaultyServer.StartAsync(new SimulatorOptions(), "crossed-book=1");

        JsonElement clean = JsonDocument.Parse((await server.AskAsync(path)).Body).RootElement;
        JsonElement faulty = JsonDocument.Parse((await crossed.AskAsync(path)).Body).RootElement;

        Assert.Equal(clean.GetProperty("bids").GetRawText(), faulty.GetProperty("asks").GetRawText());
        Assert.Equal(clean.GetProperty("asks").GetRawText(), faulty.GetProperty("bids").GetRawText());
        Assert.Equal(clean.GetProperty("lastUpdateId").GetRawText(), faulty.GetProperty("lastUpdateId").GetRawText());
        Assert.Equal((await server.AskAsync("/api/v3/time")).Body, (await crossed.AskAsync("/api/v3/time")).Body);
    }

    [Fact]
    public async Task Chosen_candle_is_the_same_however_a_client_pages()
    {
        await using FaultyServer server = await FaultyServer.StartAsync("null-price=0.2");

        List<string> large = [.. (await server.RowsAsync(Page)).Select(row => row.GetRawText())];
        List<string> small = [];
        for (int page = 0; page < 30; page++)
        {
            small.InsertRange(0, (await server.RowsAsync($"{FaultyServer.Days}&limit=10&to_ts={Today - 86400 - (page * 864_000L)}")).Select(row => row.GetRawText()));
        }

        Assert.Equal(large, small);
    }

    [Fact]
    public async Task Revised_candle_is_preliminary_once_and_only_among_the_last_closed_ones()
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync("revised-candle=1:3");

        List<string> expected = [.. (await clean.RowsAsync(Page)).Select(row => row.GetRawText())];
        List<JsonElement> first = await faulty.RowsAsync(Page);
        List<string> second = [.. (await faulty.RowsAsync(Page)).Select(row => row.GetRawText())];

        Assert.Equal([297, 298, 299], first.Index().Where(row => row.Item.GetRawText() != expected[row.Index]).Select(row => row.Index));
        Assert.All(first, row => CandleChecksOf(row));
        Assert.Equal(expected, second);
    }

    [Fact]
    public async Task Open_candle_is_added_to_the_page_that_ends_before_it_and_to_no_other()
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync("open-candle=1");

        List<long> expected = await clean.TimesAsync(Page);
        Assert.Equal([.. expected, Today], await faulty.TimesAsync(Page));
        foreach (string other in new[] { FaultyServer.Days + "&limit=20&to_ts=1768262400", FaultyServer.Days + "&limit=20" })
        {
            Assert.Equal(await clean.TimesAsync(other), await faulty.TimesAsync(other));
        }
    }

    [Fact]
    public async Task Vanished_instrument_is_unknown_and_unlisted_after_so_many_pages()
    {
        await using FaultyServer server = await FaultyServer.StartAsync("vanished-instrument=1:2");
        Assert.Contains("BTC-USD", (await ListedAsync(server)));

        await server.RowsAsync(Page);
        await server.RowsAsync(Page);
        JsonElement gone = await server.Client.GetJsonAsync(Page, HttpStatusCode.NotFound);

        Assert.StartsWith("Not found: instruments", gone.GetProperty("Err").Text("message"), StringComparison.Ordinal);
        List<string> listed = await ListedAsync(server);
        Assert.DoesNotContain("BTC-USD", listed);
        Assert.NotEmpty(listed);
    }

    [Theory]
    [InlineData("wrong-clock=1", 5)]
    [InlineData("wrong-clock=1:-5", -5)]
    public async Task Wrong_clock_is_in_the_header_only(string fault, int minutes)
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer server = await FaultyServer.StartAsync(fault);

        foreach (string path in new[] { FaultyServer.Days, Instruments, FaultyServer.Days + "&to_ts=5" })
        {
            using HttpResponseMessage answer = await server.Client.GetAsync(path);
            Assert.Equal(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero).AddMinutes(minutes), answer.Headers.Date);
            Assert.Equal((await clean.AskAsync(path)).Body, await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task<(List<JsonElement> Clean, List<JsonElement> Faulty)> PagesAsync(string fault)
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync(fault);
        return (await clean.RowsAsync(Page), await faulty.RowsAsync(Page));
    }

    private static async Task<List<string>> ListedAsync(FaultyServer server) =>
        (await server.Client.GetJsonAsync(Instruments)).GetProperty("Data").GetProperty("kraken").GetProperty("instruments").Names();

    /// <summary>A preliminary candle is a candle: it breaks no rule by which a client could know it.</summary>
    private static void CandleChecksOf(JsonElement row)
    {
        Assert.InRange(row.Number("CLOSE"), row.Number("LOW"), row.Number("HIGH"));
        Assert.InRange(row.Number("OPEN"), row.Number("LOW"), row.Number("HIGH"));
    }
}
