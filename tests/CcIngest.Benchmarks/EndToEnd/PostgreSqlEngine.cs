using System.Diagnostics;
using System.Globalization;
using CcIngest.Model;
using CcIngest.Reliability;
using CcIngest.Storage;

using PostgreSqlServer = CcIngest.Reliability.PostgreSqlServer;

namespace CcIngest.Benchmarks;

internal sealed class PostgreSqlEngine : MeasuredEngine
{
    private readonly PostgreSqlServer _server;

    private PostgreSqlEngine(PostgreSqlServer server, string version) => (_server, Version) = (server, version);

    public override string Name => "PostgreSQL";

    public override string Version { get; }

    public override string LoaderName => "`psql` \\copy into a temporary table, then the upsert";

    public override IReadOnlyList<int> Writers => [1, 2];

    public static async Task<MeasuredEngine> StartAsync(CancellationToken cancellationToken) => new PostgreSqlEngine(
        await PostgreSqlServer.OpenAsync(cancellationToken).ConfigureAwait(false),
        (await ChildProcess.RunAsync("psql", ["--version"], ".", TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false)).Trim());

    public override KilledStore Store(string schema) => new PostgreSqlKilledStore(_server.Options, schema);

    public override Task<Measured> LoadAsync(KilledStore store, string file, long rows, CancellationToken cancellationToken)
    {
        Dataset table = SpotOhlcv.Days;
        StoreOptions options = store.Options;
        string key = string.Join(", ", table.Key.Select(ordinal => table.Columns[ordinal].Name));
        string values = string.Join(", ", table.Columns.Index().Where(column => !table.Key.Contains(column.Index)).Select(column => $"{column.Item.Name} = EXCLUDED.{column.Item.Name}"));
        string name = $"{options.Schema}.{table.Table}";
        ProcessStartInfo start = new("psql",
        [
            "-q", "-v", "ON_ERROR_STOP=1", "-h", options.Host, "-p", (options.Port ?? 5432).ToString(CultureInfo.InvariantCulture), "-U", options.User, "-d", options.Database,
            "-c", $"CREATE TEMPORARY TABLE staged (LIKE {name})",
            "-c", $"\\copy staged ({Columns(table)}) FROM '{file}'",
            "-c", $"INSERT INTO {name} ({Columns(table)}) SELECT {Columns(table)} FROM staged ON CONFLICT ({key}) DO UPDATE SET {values}",
        ]);
        start.Environment["PGPASSWORD"] = options.Password?.Reveal();
        return Measured.RunAsync(start, _ => rows, null, cancellationToken);
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();
}
