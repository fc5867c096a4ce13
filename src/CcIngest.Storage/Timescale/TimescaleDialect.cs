using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// PostgreSQL with TimescaleDB: time series are hypertables, cut into chunks by their time. The key has the time in it, as a hypertable's must. All
/// else is PostgreSQL's, and so is everything where the database does not have the extension.
/// </summary>
/// <param name="asked">The extension as the database has it. Null for a script, whose statements ask for themselves when they run.</param>
/// <param name="policy">What is done with old chunks.</param>
public sealed class TimescaleDialect(string schema, TimescaleExtension? asked, ChunkPolicy policy) : PostgreSqlDialect(schema)
{
    /// <summary>Ten books of a hundred levels at a second are some gigabytes a day.</summary>
    private const string SnapshotChunk = "1 day";

    private readonly TimescaleExtension _extension = asked ?? TimescaleExtension.Usual;

    public override string Engine => StoreEngines.Timescale;

    public override IReadOnlyList<string> CreateTable(Dataset dataset) =>
        dataset.Chunked is null ? base.CreateTable(dataset) : [.. base.CreateTable(dataset), .. Hypertable(dataset)];

    /// <summary>The statements that make a time series out of its table; each may be repeated.</summary>
    internal IReadOnlyList<string> Hypertable(Dataset dataset)
    {
        SeriesColumns series = dataset.Chunked ?? throw new ArgumentException($"{dataset} has no time to be cut by.", nameof(dataset));
        string table = Literal($"{Quote(Schema)}.{Quote(dataset.Table)}");
        string time = Literal(dataset.Columns[series.Time].Name);
        string interval = $"INTERVAL '{(dataset.Series is null ? SnapshotChunk : ChunkInterval(dataset.Interval))}'";
        List<string> statements =
        [
            // Its own index on the time would be a second one.
            Call(_extension.HasRanges
                ? $"{Function("create_hypertable")}({table}, {Function("by_range")}({time}, {interval}), create_default_indexes => FALSE, if_not_exists => TRUE)"
                : $"{Function("create_hypertable")}({table}, {time}, chunk_time_interval => {interval}, create_default_indexes => FALSE, if_not_exists => TRUE)"),
        ];
        if (!_extension.IsCommunity)
        {
            return statements;
        }

        if (policy.ColumnstoreAfter is { } columnstore)
        {
            string segments = Literal($"{dataset.Columns[series.Exchange].Name}, {dataset.Columns[series.Symbol].Name}");
            string order = Literal($"{dataset.Columns[series.Time].Name} DESC");
            statements.AddRange(_extension.HasColumnstoreWords
                ?
                [
                    $"ALTER TABLE {Name(dataset)} SET (timescaledb.enable_columnstore = TRUE, timescaledb.segmentby = {segments}, timescaledb.orderby = {order})",
                    $"CALL {Function("add_columnstore_policy")}({table}, after => {Days(columnstore)}, if_not_exists => TRUE)",
                ]
                :
                [
                    $"ALTER TABLE {Name(dataset)} SET (timescaledb.compress, timescaledb.compress_segmentby = {segments}, timescaledb.compress_orderby = {order})",
                    Call($"{Function("add_compression_policy")}({table}, compress_after => {Days(columnstore)}, if_not_exists => TRUE)"),
                ]);
        }

        if (policy.DropAfter is { } drop)
        {
            statements.Add(Call($"{Function("add_retention_policy")}({table}, drop_after => {Days(drop)}, if_not_exists => TRUE)"));
        }

        return statements;
    }

    /// <summary>
    /// The chunks that are written to should fit in a quarter of the server's memory, and there should be hundreds of them at most: many small ones
    /// make every plan slow.
    /// </summary>
    internal static string ChunkInterval(Interval? interval) => interval switch
    {
        null => "1 month",
        _ when interval == Interval.OneMinute => "7 days",
        _ when interval == Interval.OneHour => "3 months",
        _ => "1 year",
    };

    /// <summary>A call whose answer nobody reads; in a script only where the extension is.</summary>
    private string Call(string function) => asked is not null
        ? $"SELECT {function}"
        : $"DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM {function}; END IF; END $$";

    /// <summary>The session's path has the store's schema alone; a script runs with its reader's.</summary>
    private string Function(string name) => asked is null ? name : $"{Quote(_extension.Schema)}.{name}";

    private static string Days(TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"INTERVAL '{age.TotalDays:0} days'");

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
