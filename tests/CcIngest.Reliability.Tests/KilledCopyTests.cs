using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Reliability.Tests;

/// <summary>A copy that is killed with SIGKILL half way, there and back, ends with the rows of its source.</summary>
public sealed class KilledCopyTests(ServerStores servers) : IClassFixture<ServerStores>, IDisposable
{
    private const int Rows = 10_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-copy-");

    [SkippableTheory]
    [EachServer]
    public async Task Copies_from_SQLite_to_a_server_and_back_that_are_killed_half_way_end_with_equal_hashes(string engine)
    {
        StoreOptions place = servers.NewStore(engine);
        KilledStore server = engine == StoreEngines.MySql ? new MariaDbKilledStore(place, place.Schema) : new PostgreSqlKilledStore(place, place.Schema);
        StoreOptions first = new() { File = Path.Combine(_folder.FullName, "first.db") };
        StoreOptions last = new() { File = Path.Combine(_folder.FullName, "last.db") };
        await using (IMarketDataStore store = await OpenAsync(first))
        {
            await BulkRows.FillAsync(store, series: 4, Rows / 4, default);
        }

        int kills = await CopyAsync(["--file", first.File], server.Settings, server.Options) + await CopyAsync(["--from-settings", "--to", last.File], server.Settings, last);

        Assert.Equal(2, kills);
        string hash = await HashAsync(first);
        Assert.StartsWith("10000 ", hash, StringComparison.Ordinal);
        Assert.Equal([hash, hash], [await HashAsync(server.Options), await HashAsync(last)]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Kills the copy once it has written something but not all, and starts it again.</summary>
    /// <returns>1 when the kill came half way.</returns>
    private async Task<int> CopyAsync(string[] stores, IReadOnlyDictionary<string, string> settings, StoreOptions to)
    {
        await using (IMarketDataStore target = await OpenAsync(to))
        {
            await target.InitializeAsync(default);
        }

        long there;
        await using (ChildProcess copy = Start(stores, settings))
        {
            do
            {
                there = await CountAsync(to);
            }
            while (there == 0 && !await copy.EndsWithinAsync(TimeSpan.FromMilliseconds(5), default));
            await copy.KillAsync();
        }

        there = await CountAsync(to);
        await using ChildProcess again = Start(stores, settings);
        Assert.True(await again.WaitAsync(Limit, default) == 0, again.Error);
        return there is > 0 and < Rows ? 1 : 0;
    }

    private ChildProcess Start(string[] stores, IReadOnlyDictionary<string, string> settings) => ChildProcess.Start(
        "dotnet", ["exec", typeof(BulkCommand).Assembly.Location, "bulk", "copy", .. stores], _folder.FullName,
        new Dictionary<string, string>(settings) { ["DEFAULT_INGESTION_BATCH_SIZE"] = "250" });

    private static async Task<long> CountAsync(StoreOptions options)
    {
        await using IMarketDataStore store = await OpenAsync(options);
        long minutes = 0;
        foreach (IReadOnlyList<string> prefix in await store.ReadPrefixesAsync(SpotOhlcv.Minutes, 2, default))
        {
            minutes += await store.ReadBoundsAsync(SpotOhlcv.Minutes, new RowSlice(prefix), default) is { } bounds ? (long)(bounds.Last - bounds.First).TotalMinutes + 1 : 0;
        }

        return minutes;
    }

    private static Task<IMarketDataStore> OpenAsync(StoreOptions options) =>
        MarketDataStores.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, default);

    private static async Task<string> HashAsync(StoreOptions options)
    {
        await using IMarketDataStore store = await OpenAsync(options);
        using RowHash hash = new();
        await foreach (RowBatch rows in store.ScanAsync(SpotOhlcv.Minutes, default))
        {
            hash.Add(rows);
        }

        return FormattableString.Invariant($"{hash.Rows} {hash}");
    }
}
