using System.Text.Json;

namespace CcIngest.Simulator.Tests;

public sealed class CatalogueTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private const string AllStatuses = "ACTIVE,IGNORED,RETIRED,EXPIRED";
    private const long TwoYearsAgo = 1_705_320_000;

    private static readonly string[] Good = ["AAA", "AA", "A", "BBB", "BB"];

    [Fact]
    public async Task Default_options_give_exactly_the_numbers_they_say()
    {
        List<JsonProperty> instruments = await InstrumentsAsync($"instrument_status={AllStatuses}");
        JsonElement assets = await simulator.GetAsync("/asset/v1/top/list");

        Assert.Equal(24, (await simulator.GetAsync("/data/exchanges/general")).GetProperty("Data").EnumerateObject().Count());
        Assert.Equal(24, (await simulator.GetAsync("/spot/v1/markets")).GetProperty("Data").EnumerateObject().Count());
        Assert.Equal(1_200, instruments.Count);
        Assert.Equal(150, assets.GetProperty("Data").GetProperty("STATS").Whole("TOTAL_ASSETS"));
    }

    [Fact]
    public async Task The_usual_choice_finds_at_least_fifty_pairs_with_two_years_of_history()
    {
        HashSet<string> venues = [.. (await simulator.GetAsync("/data/exchanges/general")).GetProperty("Data").EnumerateObject()
            .Where(venue => Good.Contains(venue.Value.Text("Grade"))).Select(venue => venue.Value.Text("InternalName").ToLowerInvariant())];
        HashSet<string> assets = [.. (await simulator.GetAsync("/asset/v1/top/list?page_size=50&sort_by=SPOT_MOVING_30_DAY_QUOTE_VOLUME_USD"))
            .GetProperty("Data").GetProperty("LIST").EnumerateArray().Select(asset => asset.Text("SYMBOL"))];
        JsonElement markets = (await simulator.GetAsync("/spot/v1/markets/instruments")).GetProperty("Data");
        List<JsonElement> chosen = [.. markets.EnumerateObject()
            .Where(venue => venues.Contains(venue.Name))
            .SelectMany(venue => venue.Value.GetProperty("instruments").EnumerateObject())
            .Select(instrument => instrument.Value)
            .Where(instrument => assets.Contains(instrument.GetProperty("INSTRUMENT_MAPPING").Text("BASE"))
                && instrument.GetProperty("INSTRUMENT_MAPPING").Text("QUOTE") is "USD" or "USDT"
                && instrument.GetProperty("HAS_TRADES_SPOT").GetBoolean())];

        Assert.Equal(9, venues.Count);
        Assert.Equal(267, chosen.Count);
        Assert.Equal(216, chosen.Count(instrument => instrument.Whole("FIRST_TRADE_SPOT_TIMESTAMP") <= TwoYearsAgo));
    }

    [Fact]
    public async Task Without_a_status_only_active_instruments_are_listed_and_on_request_the_others()
    {
        List<JsonProperty> all = await InstrumentsAsync($"instrument_status={AllStatuses}");
        List<JsonProperty> byDefault = await InstrumentsAsync("");

        Assert.All(byDefault, instrument => Assert.Equal("ACTIVE", instrument.Value.Text("INSTRUMENT_STATUS")));
        foreach (string status in AllStatuses.Split(','))
        {
            List<JsonProperty> listed = await InstrumentsAsync($"instrument_status={status}");
            Assert.NotEmpty(listed);
            Assert.Equal(all.Count(instrument => instrument.Value.Text("INSTRUMENT_STATUS") == status), listed.Count);
        }

        int ended = all.Count(instrument => instrument.Value.Text("INSTRUMENT_STATUS") is "RETIRED" or "EXPIRED");
        Assert.InRange(ended, 84, 180);
        Assert.Contains(byDefault, instrument => !instrument.Value.GetProperty("HAS_TRADES_SPOT").GetBoolean());
    }

    [Fact]
    public async Task Instrument_names_are_unique_on_a_venue_in_any_case_and_say_what_the_venue_says()
    {
        JsonElement markets = (await simulator.GetAsync($"/spot/v1/markets/instruments?instrument_status={AllStatuses}")).GetProperty("Data");
        foreach (JsonProperty venue in markets.EnumerateObject())
        {
            List<JsonProperty> instruments = [.. venue.Value.GetProperty("instruments").EnumerateObject()];
            Assert.Equal(instruments.Count, instruments.Select(instrument => instrument.Name.ToUpperInvariant()).Distinct().Count());
            Assert.Equal(instruments.Count, instruments.Select(instrument => instrument.Value.Text("INSTRUMENT").ToUpperInvariant()).Distinct().Count());
            Assert.Equal(instruments.Count, venue.Value.Whole("MAPPED_INSTRUMENTS_TOTAL"));
        }

        string Raw(string market, string instrument) => markets.GetProperty(market).GetProperty("instruments").GetProperty(instrument).Text("INSTRUMENT");
        Assert.Equal("XXBTZUSD", Raw("kraken", "BTC-USD"));
        Assert.Equal("XDGUSD", Raw("kraken", "DOGE-USD"));
        Assert.Equal("BTC-USD", Raw("coinbase", "BTC-USD"));
        Assert.Equal("BTCUSDT", Raw("binance", "BTC-USDT"));
        Assert.Equal("btceur", Raw("bitstamp", "BTC-EUR"));
        Assert.Equal("tDOGE:USD", Raw("bitfinex", "DOGE-USD"));
        Assert.Equal("USDT-BTC", Raw("upbit", "BTC-USDT"));
    }

    [Fact]
    public async Task Every_asset_of_an_instrument_is_in_the_list_under_its_id()
    {
        Dictionary<long, string> assets = (await AllAssetsAsync()).ToDictionary(asset => asset.Whole("ID"), asset => asset.Text("SYMBOL"));
        foreach (JsonProperty instrument in await InstrumentsAsync($"instrument_status={AllStatuses}"))
        {
            JsonElement mapping = instrument.Value.GetProperty("INSTRUMENT_MAPPING");
            Assert.Equal(assets[mapping.Whole("BASE_ID")], mapping.Text("BASE"));
            Assert.Equal(assets[mapping.Whole("QUOTE_ID")], mapping.Text("QUOTE"));
            Assert.Equal($"{mapping.Text("BASE")}-{mapping.Text("QUOTE")}", instrument.Name);
        }
    }

    [Fact]
    public async Task Top_list_pages_without_repeats_in_the_order_asked_for_and_ends_with_an_empty_page()
    {
        List<JsonElement> assets = await AllAssetsAsync();
        List<double> volumes = [.. assets.Select(asset => asset.Number("SPOT_MOVING_30_DAY_QUOTE_VOLUME_USD"))];

        Assert.Equal(150, assets.Select(asset => asset.Whole("ID")).Distinct().Count());
        Assert.Equal(volumes.OrderDescending(), volumes);
        Assert.Equal(["USDT", "BTC", "ETH"], assets.Take(3).Select(asset => asset.Text("SYMBOL")));
        Assert.Empty((await simulator.GetAsync("/asset/v1/top/list?page=16&page_size=10")).GetProperty("Data").GetProperty("LIST").EnumerateArray());
        JsonElement ascending = await simulator.GetAsync("/asset/v1/top/list?page_size=10&sort_by=LAUNCH_DATE&sort_direction=ASC");
        Assert.Equal("USD", ascending.GetProperty("Data").GetProperty("LIST")[0].Text("SYMBOL"));
    }

    [Fact]
    public async Task Odd_assets_are_there()
    {
        List<JsonElement> assets = await AllAssetsAsync();

        Assert.Contains(assets, asset => asset.Text("SYMBOL") == "1");
        Assert.Contains(assets, asset => asset.Text("SYMBOL") == "🐸");
        Assert.Contains(assets, asset => asset.GetProperty("LAUNCH_DATE").ValueKind == JsonValueKind.Number && asset.Whole("LAUNCH_DATE") < 0);
        Assert.Contains(assets, asset => asset.GetProperty("LAUNCH_DATE").ValueKind == JsonValueKind.Null);
        Assert.Contains(assets, asset => asset.GetProperty("ID_LEGACY").ValueKind == JsonValueKind.Null);
        Assert.Contains(assets, asset => asset.GetProperty("UPDATED_ON").ValueKind == JsonValueKind.Null);
        Assert.Contains(assets, asset => !asset.Has("PRICE_USD"));
        Assert.Contains(assets, asset => asset.Has("PRICE_USD") && asset.GetProperty("PRICE_USD").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task What_assets_have_several_of_changes_with_the_simulated_time()
    {
        Dictionary<long, string> before = await MapsAsync(new DateTime(2022, 9, 1, 0, 0, 0, DateTimeKind.Utc));
        Dictionary<long, string> after = await MapsAsync(new DateTime(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc));

        Assert.Contains("POW", before[2], StringComparison.Ordinal);
        Assert.Contains("POS", after[2], StringComparison.Ordinal);
        Assert.Equal(before[1], after[1]);
        Assert.InRange(before.Count(asset => asset.Value != after[asset.Key]), 15, 60);
        Assert.Equal(after, await MapsAsync(new DateTime(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc)));

        static async Task<Dictionary<long, string>> MapsAsync(DateTime now)
        {
            await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Now = now, Assets = 100 }, CancellationToken.None);
            using HttpClient client = new() { BaseAddress = server.DataApi };
            string[] maps = ["ASSET_INDUSTRIES", "CONSENSUS_MECHANISMS", "CONSENSUS_ALGORITHM_TYPES", "HASHING_ALGORITHM_TYPES", "PREVIOUS_ASSET_SYMBOLS"];
            JsonElement list = (await client.GetJsonAsync("/asset/v1/top/list?page_size=100&groups=ID,BASIC,CLASSIFICATION")).GetProperty("Data").GetProperty("LIST");
            return list.EnumerateArray().ToDictionary(asset => asset.Whole("ID"), asset => string.Join(' ', maps.Select(map => asset.GetProperty(map).GetRawText())));
        }
    }

    [Fact]
    public async Task Asset_groups_choose_the_fields()
    {
        JsonElement json = await simulator.GetAsync("/asset/v1/top/list?page_size=10&groups=ID,PRICE");
        List<string> names = json.GetProperty("Data").GetProperty("LIST")[0].Names();

        Assert.Equal("ID", names[0]);
        Assert.Equal("PRICE_CONVERSION_LAST_UPDATE_TS", names[^1]);
        Assert.DoesNotContain("NAME", names);
    }

    [Theory]
    [InlineData("assets=BTC,ETH", "BTC ETH")]
    [InlineData("assets=1&asset_lookup_priority=ID", "1")]
    [InlineData("assets=bitcoin&asset_lookup_priority=URI", "bitcoin")]
    public async Task Metadata_is_keyed_by_what_was_asked(string query, string keys)
    {
        JsonElement json = await simulator.GetAsync($"/asset/v2/metadata?{query}");

        Assert.Equal(keys, string.Join(' ', json.GetProperty("Data").Names()));
        Assert.Equal(1, json.GetProperty("Data").EnumerateObject().First().Value.Whole("ID"));
    }

    [Theory]
    [InlineData("/asset/v1/top/list?page_size=9", "page_size is smaller than min value.", 400)]
    [InlineData("/asset/v1/top/list?page_size=101", "page_size is larger than max value.", 400)]
    [InlineData("/asset/v1/top/list?sort_by=LUCK", "sort_by has an invalid value: LUCK", 400)]
    [InlineData("/asset/v2/metadata", "assets is a required param.", 400)]
    [InlineData("/asset/v2/metadata?assets=BTC,NEVER", "Not found: assets parameter. One or multiple assets not integrated yet. Invalid assets: NEVER", 404)]
    [InlineData("/spot/v1/markets/instruments?instrument_status=SLEEPING", "instrument_status has an invalid value: SLEEPING", 400)]
    public async Task Wrong_parameter_is_told(string path, string message, int status) =>
        Assert.Equal(message, (await simulator.GetAsync(path, (System.Net.HttpStatusCode)status)).GetProperty("Err").Text("message"));

    [Fact]
    public async Task Exchange_without_a_currency_has_its_volume_in_bitcoin_alone()
    {
        JsonElement kraken = (await simulator.GetAsync("/data/exchanges/general")).GetProperty("Data").GetProperty("2437");

        Assert.Equal(["BTC"], kraken.GetProperty("TOTALVOLUME24H").Names());
    }

    private async Task<List<JsonProperty>> InstrumentsAsync(string query) =>
        [.. (await simulator.GetAsync($"/spot/v1/markets/instruments?{query}")).GetProperty("Data").EnumerateObject()
            .SelectMany(venue => venue.Value.GetProperty("instruments").EnumerateObject())];

    private async Task<List<JsonElement>> AllAssetsAsync()
    {
        List<JsonElement> assets = [];
        for (int page = 1; page <= 4; page++)
        {
            JsonElement json = await simulator.GetAsync($"/asset/v1/top/list?page={page}&page_size=40&sort_by=SPOT_MOVING_30_DAY_QUOTE_VOLUME_USD");
            assets.AddRange(json.GetProperty("Data").GetProperty("LIST").EnumerateArray());
        }

        return assets;
    }
}
