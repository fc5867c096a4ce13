using System.Text.Json;

namespace CcIngest.Simulator.Tests;

public sealed class OrderingFaultTests
{
    private const string Page = FaultyServer.Days + "&limit=50&to_ts=1735689600";       // ends on 2025-01-01

    [Fact]
    public async Task Duplicate_rows_repeat_some_rows_and_lose_none()
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync("duplicate-rows=1");

        List<string> expected = [.. (await clean.RowsAsync(Page)).Select(row => row.GetRawText())];
        List<string> rows = [.. (await faulty.RowsAsync(Page)).Select(row => row.GetRawText())];

        Assert.InRange(rows.Count, expected.Count + 1, 2 * expected.Count);
        Assert.Equal(expected, rows.Distinct());
        Assert.Equal(rows[0], rows[1]);
    }

    [Fact]
    public async Task Disorder_keeps_every_row_byte_for_byte_in_another_order()
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync("disorder=1");

        List<string> expected = [.. (await clean.RowsAsync(Page)).Select(row => row.GetRawText())];
        List<string> rows = [.. (await faulty.RowsAsync(Page)).Select(row => row.GetRawText())];

        Assert.NotEqual(expected, rows);
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Repeated_page_of_candles_is_the_later_one()
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync("repeated-page=1");

        List<long> before = await clean.TimesAsync(FaultyServer.Days + $"&limit=50&to_ts={1735689600 + (50 * 86400)}");

        Assert.Equal(before, await faulty.TimesAsync(Page));
    }

    [Fact]
    public async Task Repeated_page_of_a_list_is_the_one_before_and_the_first_one_is_itself()
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync("repeated-page=1");

        Assert.Equal(await clean.AskAsync(FaultyServer.TopList + "&page=2"), await faulty.AskAsync(FaultyServer.TopList + "&page=3"));
        Assert.Equal(await clean.AskAsync(FaultyServer.TopList + "&page=1"), await faulty.AskAsync(FaultyServer.TopList + "&page=1"));
    }

    [Theory]
    [InlineData("duplicate-rows=1", 11, 20)]
    [InlineData("disorder=1", 10, 10)]
    public async Task Rows_of_the_top_list_are_struck_too(string fault, int least, int most)
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync(fault);

        JsonElement expected = (await clean.Client.GetJsonAsync(FaultyServer.TopList)).GetProperty("Data");
        JsonElement struck = (await faulty.Client.GetJsonAsync(FaultyServer.TopList)).GetProperty("Data");

        Assert.Equal(expected.GetProperty("STATS").GetRawText(), struck.GetProperty("STATS").GetRawText());
        Assert.InRange(struck.GetProperty("LIST").GetArrayLength(), least, most);
        Assert.NotEqual(expected.GetProperty("LIST").GetRawText(), struck.GetProperty("LIST").GetRawText());
    }

    [Theory]
    [InlineData("duplicate-rows=1")]
    [InlineData("disorder=1")]
    public async Task Answers_without_a_list_of_rows_stay_as_they_are(string fault)
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync(fault);

        foreach (string path in new[] { "/data/exchanges/general", "/spot/v1/markets/instruments?market=kraken", FaultyServer.Days + "&to_ts=5" })
        {
            Assert.Equal(await clean.AskAsync(path), await faulty.AskAsync(path));
        }
    }
}
