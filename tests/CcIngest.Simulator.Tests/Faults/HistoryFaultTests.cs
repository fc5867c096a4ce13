using System.Net;
using System.Text.Json;

namespace CcIngest.Simulator.Tests;

/// <summary>Faults of candles strike the rows of every kind of history, in the words of the kind.</summary>
public sealed class HistoryFaultTests
{
    private const long Today = 1_768_435_200;

    public static TheoryData<string, string, string, string> Spoilt() => new()
    {
        { "null-price", "/futures/v1/historical/days?market=binance&instrument=BTCUSDT", "CLOSE", "null" },
        { "huge-numbers", "/futures/v1/historical/funding-rate/days?market=binance&instrument=BTCUSDT", "HIGH", "1e400" },
        { "null-price", "/futures/v1/historical/open-interest/days?market=binance&instrument=BTCUSDT", "CLOSE_SETTLEMENT", "null" },
        { "tiny-numbers", "/index/cc/v1/historical/days?market=cadli&instrument=BTC-USD", "LOW", "1e-400" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task Chosen_rows_are_spoilt_and_no_field_is_added(string fault, string path, string field, string text)
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync($"{fault}=0.2");
        string page = $"{path}&limit=300&to_ts={Today - 86400}";
        List<JsonElement> rows = await faulty.RowsAsync(page);

        Assert.InRange(rows.Count(row => row.GetProperty(field).GetRawText() == text), 30, 90);
        Assert.All((await clean.RowsAsync(page)).Zip(rows), pair => Assert.Equal(pair.First.Names(), pair.Second.Names()));
    }

    [Fact]
    public async Task Revised_row_is_preliminary_once()
    {
        const string Page = "/futures/v1/historical/funding-rate/days?market=binance&instrument=BTCUSDT&limit=5&to_ts=1768348800";
        await using FaultyServer faulty = await FaultyServer.StartAsync("revised-candle=1:2");
        List<string> first = [.. (await faulty.RowsAsync(Page)).Select(row => row.GetRawText())];
        List<string> second = [.. (await faulty.RowsAsync(Page)).Select(row => row.GetRawText())];

        Assert.Equal([3, 4], first.Index().Where(row => row.Item != second[row.Index]).Select(row => row.Index));
    }

    [Fact]
    public async Task Contract_vanishes_from_its_history_and_from_the_list_of_futures()
    {
        const string Page = "/futures/v1/historical/days?market=binance&instrument=BTC-USDT-VANILLA-PERPETUAL";
        await using FaultyServer faulty = await FaultyServer.StartAsync("vanished-instrument=1:1");
        await faulty.RowsAsync(Page);
        JsonElement gone = await faulty.Client.GetJsonAsync(Page, HttpStatusCode.NotFound);

        Assert.Contains("/futures/v1/markets/instruments endpoint", gone.GetProperty("Err").Text("message"), StringComparison.Ordinal);
        JsonElement listed = (await faulty.Client.GetJsonAsync("/futures/v1/markets/instruments?market=binance"))
            .GetProperty("Data").GetProperty("binance").GetProperty("instruments");
        Assert.DoesNotContain("BTC-USDT-VANILLA-PERPETUAL", listed.Names());
        Assert.Contains("ETH-USDT-VANILLA-PERPETUAL", listed.Names());
    }
}
