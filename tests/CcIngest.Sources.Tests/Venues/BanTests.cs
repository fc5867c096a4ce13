using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>Bans last for days: nobody waits for their end, and nobody asks before it, not even another process.</summary>
public sealed class BanTests
{
    private static readonly FakeAnswer Banned =
        FakeAnswer.Json("""{"code":-1003,"msg":"Way too much request weight used; IP banned until 1750187543210."}""", 418).With("Retry-After", "172800");

    [Fact]
    public async Task A_ban_of_days_ends_the_leg_at_once_and_every_process_keeps_to_it()
    {
        await using FakeMarketDataServer server = await FakeMarketDataServer.StartAsync();
        server.On("/api/v3/exchangeInfo", Banned);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ccingest-ban-");
        FakeTime time = new();
        try
        {
            await using IMarketDataSource first = Open(server, folder, time);
            IngestException ban = await Assert.ThrowsAsync<IngestException>(() => SymbolsAsync(first));
            await using IMarketDataSource second = Open(server, folder, time);
            time.Advance(TimeSpan.FromHours(30));
            IngestException still = await Assert.ThrowsAsync<IngestException>(() => SymbolsAsync(second));

            Assert.Single(server.Requests);
            Assert.Equal((IngestErrorId.SourceRateLimited, FailureScope.Leg), (ban.Id, ban.Scope));
            Assert.Contains("banned this address until 2025-06-08 12:00:00Z", ban.Message, StringComparison.Ordinal);
            Assert.Contains("banned this address until 2025-06-08 12:00:00Z", still.Message, StringComparison.Ordinal);

            time.Advance(TimeSpan.FromHours(18));
            server.On("/api/v3/exchangeInfo", FakeAnswer.Json("""{"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"}]}"""));
            Assert.Equal(1, (await SymbolsAsync(second)).Rows[0].Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Used_weight_is_what_the_header_says_of_the_running_minute()
    {
        await using FakeMarketDataServer server = await FakeMarketDataServer.StartAsync();
        server.On("/api/v3/exchangeInfo", FakeAnswer.Json(
            """{"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":1200}],"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"}]}""")
            .With("X-MBX-USED-WEIGHT", "1177").With("X-MBX-USED-WEIGHT-1M", "1177").With("Date", "Fri, 06 Jun 2025 12:00:20 GMT"));
        FakeTime time = new() { AutoAdvance = true };
        await using IMarketDataSource source = Open(server, null, time);

        await SymbolsAsync(source);
        await SymbolsAsync(source);     // by now the limit of 1,200 is known: 23 are left, and 20 are needed
        DateTimeOffset before = time.GetUtcNow();
        RateLimitRecord minute = Assert.Single(source.KnownLimits, limit => limit.Limit == 1_200);

        Assert.Equal(("minute", 23L), (minute.Window, minute.Remaining));
        await SymbolsAsync(source);
        Assert.True(time.GetUtcNow() == before, "it waited though it fits");
    }

    private static IMarketDataSource Open(FakeMarketDataServer server, DirectoryInfo? folder, TimeProvider time) => MarketDataSources.Open(
        new SourceOptions { VenueAddresses = new Dictionary<string, Uri> { ["binance"] = server.Address }, StateFolder = folder?.FullName },
        time, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).PartFor([ReferenceList.Symbols], ["binance"]);

    private static async Task<ReferencePart> SymbolsAsync(IMarketDataSource source)
    {
        await foreach (ReferencePart part in source.ListAsync(new ReferenceRequest(ReferenceList.Symbols, ["binance"]), CancellationToken.None))
        {
            return part;
        }

        throw new InvalidOperationException("There is no part.");
    }
}
