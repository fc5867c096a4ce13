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

    public override (string Prepare, string Table) Reach(KilledStore other, string table) => ("SET enable_nestloop = off", $"{other.Options.Schema}.{table}");

    public override string Same(Column column) => $"e.{column} IS NOT DISTINCT FROM f.{column}";

    public override Task WriteAsync(KilledStore store, string file, CancellationToken cancellationToken)
    {
        Dataset table = SpotOhlcv.Days;
        string rows = $"SELECT {Columns(table)} FROM {store.Options.Schema}.{table.Table} ORDER BY {Key(table)}";
        return Measured.RunAsync(Client(store.Options, $"\\copy ({rows}) TO '{file}'"), _ => 1, null, cancellationToken);
    }

    public override Task<Measured> LoadAsync(KilledStore store, string file, long rows, CancellationToken cancellationToken)
    {
        Dataset table = SpotOhlcv.Days;
        string values = string.Join(", ", table.Columns.Index().Where(column => !table.Key.Contains(column.Index)).Select(column => $"{column.Item.Name} = EXCLUDED.{column.Item.Name}"));
        string name = $"{store.Options.Schema}.{table.Table}";
        return Measured.RunAsync(
            Client(
                store.Options,
                $"CREATE TEMPORARY TABLE staged (LIKE {name})",
                $"\\copy staged ({Columns(table)}) FROM '{file}'",
                $"INSERT INTO {name} ({Columns(table)}) SELECT {Columns(table)} FROM staged ON CONFLICT ({Key(table)}) DO UPDATE SET {values}"),
            _ => rows, null, cancellationToken);
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>In one session, without what the user's own settings may say.</summary>
    private static ProcessStartInfo Client(StoreOptions options, params string[] commands)
    {
        ProcessStartInfo start = new("psql",
        [
            "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", options.Host, "-p", (options.Port ?? 5432).ToString(CultureInfo.InvariantCulture), "-U", options.User, "-d", options.Database,
            .. commands.SelectMany(command => (string[])["-c", command]),
        ]);
        start.Environment["PGPASSWORD"] = options.Password?.Reveal();
        return start;
    }
}
