using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Simulator.Tests;

public sealed class ServerTests
{
    [Fact]
    public async Task Counters_tell_paths_and_series_and_can_be_reset()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { ApiKey = "right" }, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };
        const string Days = "/spot/v1/historical/days";
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync($"{Days}?market=kraken&instrument=BTC-USD&api_key=right")));
        await client.GetAsync("/data/v2/histohour?fsym=BTC&tsym=USD");
        await client.GetAsync("/nowhere");

        Assert.Equal(22, server.Counters.Total);
        Assert.Equal(20, server.Counters.ByPath[Days]);
        Assert.Equal(1, server.Counters.ByPath["/nowhere"]);
        Assert.Equal(20, server.Counters.BySeries["kraken BTC-USD 1d"]);
        Assert.Equal(1, server.Counters.BySeries["CCCAGG BTC-USD 1h"]);
        Assert.DoesNotContain(server.Counters.BySeries.Keys.Concat(server.Counters.ByPath.Keys), name => name.Contains("right", StringComparison.Ordinal));

        server.ResetCounters();
        Assert.Equal(0, server.Counters.Total);
        Assert.Empty(server.Counters.BySeries);
    }

    [Fact]
    public async Task Listens_on_loopback_alone_and_one_port_serves_both_families()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions(), CancellationToken.None);

        Assert.Equal("127.0.0.1", server.DataApi.Host);
        Assert.Equal(server.DataApi, server.MinApi);
    }

    [Fact]
    public async Task Other_verbs_are_refused()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions(), CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };
        using StringContent content = new("");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.PostAsync("/spot/v1/markets", content)).StatusCode);
    }

    [Fact]
    public async Task Taken_port_is_told()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        IngestException refusal = await Assert.ThrowsAsync<IngestException>(
            () => SimulatorServer.StartAsync(new SimulatorOptions { Port = port }, CancellationToken.None));
        Assert.Contains($"port {port}", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, SimulatorOptions> BadOptions() => new()
    {
        { "Exchanges", new SimulatorOptions { Exchanges = 0 } },
        { "Exchanges", new SimulatorOptions { Exchanges = 501, Instruments = 1_000 } },
        { "Instruments", new SimulatorOptions { Instruments = 23 } },
        { "instruments do not fit", new SimulatorOptions { Exchanges = 1, Assets = 10, Instruments = 100 } },
        { "Assets", new SimulatorOptions { Assets = 9 } },
        { "Port", new SimulatorOptions { Port = 70_000 } },
        { "too short", new SimulatorOptions { HistoryStart = new DateTime(2026, 1, 14, 0, 0, 0, DateTimeKind.Utc) } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task Option_out_of_bounds_is_refused_by_name(string expected, SimulatorOptions options)
    {
        IngestException refusal = await Assert.ThrowsAsync<IngestException>(() => SimulatorServer.StartAsync(options, CancellationToken.None));

        Assert.Equal(IngestErrorId.SettingInvalid, refusal.Id);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_written_as_json_read_back_the_same()
    {
        SimulatorOptions options = new()
        {
            Seed = 7,
            Limits = new SimulatorLimits(1, 2, 3, 4, 5),
            VenueLimits = new Dictionary<string, int> { ["kraken"] = 1 },
            Replay = new SimulatorReplay("candles.json", "kraken", "ALT-BTC", "1m"),
        };

        SimulatorOptions? read = JsonSerializer.Deserialize<SimulatorOptions>(JsonSerializer.Serialize(options));

        Assert.Equal(options, read is null ? null : read with { Faults = options.Faults, VenueLimits = options.VenueLimits });
        Assert.Equal(options.VenueLimits, read?.VenueLimits);
    }

    [Fact]
    public async Task Smallest_markets_work()
    {
        SimulatorOptions options = new() { Exchanges = 1, Instruments = 1, Assets = 10 };
        await using SimulatorServer server = await SimulatorServer.StartAsync(options, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };

        Assert.Equal(5, (await client.GetRowsAsync("/spot/v1/historical/hours?market=kraken&instrument=USDT-USD&limit=5")).Count);
    }
}
