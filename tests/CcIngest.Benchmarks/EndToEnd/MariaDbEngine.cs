using System.Diagnostics;
using System.Globalization;
using CcIngest.Model;
using CcIngest.Reliability;
using CcIngest.Storage;

namespace CcIngest.Benchmarks;

/// <summary>A private MariaDB with room for two such tables in memory and for the changes of one in its log, so that the disk of the machine is not what is measured.</summary>
internal sealed class MariaDbEngine : MeasuredEngine
{
    private const string Room = "SET GLOBAL innodb_buffer_pool_size = 4294967296; /*M!100900 SET GLOBAL innodb_log_file_size = 2147483648 */";

    private readonly MariaDbServer _server;

    private MariaDbEngine(MariaDbServer server, string version) => (_server, Version) = (server, version);

    public override string Name => "MariaDB";

    public override string Version { get; }

    public override string LoaderName => "`mariadb` LOAD DATA LOCAL … REPLACE, one connection";

    public override IReadOnlyList<int> Writers => [1, 2];

    public static async Task<MeasuredEngine> StartAsync(CancellationToken cancellationToken)
    {
        MariaDbServer server = await MariaDbServer.StartAsync(cancellationToken).ConfigureAwait(false);
        await Measured.RunAsync(Client(server.Options, "", Room), _ => 1, null, cancellationToken).ConfigureAwait(false);
        string version = await ChildProcess.RunAsync("mariadb", ["--version"], ".", TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false);

        // "mariadb  Ver 15.1 Distrib 10.11.19-MariaDB, for …": the second number is that of client and server.
        return new MariaDbEngine(server, $"MariaDB {version.Split("Distrib ")[^1].Split('-')[0]}");
    }

    /// <summary>One row after the other, each looked for in the second table: left to itself the engine may sort them first.</summary>
    public override string Join => "STRAIGHT_JOIN";

    public override KilledStore Store(string schema) => new MariaDbKilledStore(_server.Options, schema);

    public override (string Prepare, string Table) Reach(KilledStore other, string table) => ("SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED", $"{other.Options.Schema}.{table}");

    /// <summary>Text by its bytes: the collation of the tables takes some letters for one another.</summary>
    public override string Same(Column column) => column.Kind == ColumnKind.Text ? $"BINARY e.{column} <=> BINARY f.{column}" : $"e.{column} <=> f.{column}";

    public override Task WriteAsync(KilledStore store, string file, CancellationToken cancellationToken) => Measured.RunAsync(
        Client(store.Options, store.Options.Schema,
            $"SELECT {Columns(SpotOhlcv.Days)} FROM {SpotOhlcv.Days.Table} ORDER BY {Key(SpotOhlcv.Days)} INTO OUTFILE '{file}' CHARACTER SET utf8mb4"),
        _ => 1, null, cancellationToken);

    public override Task<Measured> LoadAsync(KilledStore store, string file, long rows, CancellationToken cancellationToken) => Measured.RunAsync(
        Client(store.Options, store.Options.Schema,
            $"SET sql_mode = 'STRICT_ALL_TABLES'; LOAD DATA LOCAL INFILE '{file}' REPLACE INTO TABLE {SpotOhlcv.Days.Table} CHARACTER SET utf8mb4 ({Columns(SpotOhlcv.Days)})"),
        _ => rows, null, cancellationToken);

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    private static ProcessStartInfo Client(StoreOptions options, string schema, string sql)
    {
        ProcessStartInfo start = new("mariadb",
            ["--no-defaults", "--local-infile=1", "-h", options.Host, "-P", (options.Port ?? 3306).ToString(CultureInfo.InvariantCulture), "-u", options.User, "-e", sql, .. schema.Length > 0 ? [schema] : Array.Empty<string>()]);
        start.Environment["MYSQL_PWD"] = options.Password?.Reveal();
        return start;
    }
}
