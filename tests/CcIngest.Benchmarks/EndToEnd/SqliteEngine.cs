using System.Diagnostics;
using CcIngest.Model;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

internal sealed class SqliteEngine(string folder, string version) : MeasuredEngine
{
    public override string Name => "SQLite";

    public override string Version => version;

    public override string LoaderName => "`sqlite3` .import";

    public static async Task<MeasuredEngine> StartAsync(string folder, CancellationToken cancellationToken) => new SqliteEngine(
        folder, "sqlite3 " + (await ChildProcess.RunAsync("sqlite3", ["--version"], ".", TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false)).Split(' ')[0]);

    public override KilledStore Store(string schema) => new SqliteKilledStore(Directory.CreateDirectory(Path.Combine(folder, schema)).FullName);

    public override (string Prepare, string Table) Reach(KilledStore other, string table) => ($"ATTACH DATABASE '{other.Options.File}' AS expected", $"expected.{table}");

    public override string Same(Column column) => $"e.{column} IS f.{column}";

    /// <summary>The shell reads some numbers as their next neighbour.</summary>
    public override string SameLoaded(Column column) => column.Kind == ColumnKind.Double
        ? $"(e.{column} IS f.{column} OR abs(e.{column} - f.{column}) <= 4e-16 * abs(e.{column}))"
        : Same(column);

    public override Task WriteAsync(KilledStore store, string file, CancellationToken cancellationToken) => RowsFile.WriteAsync(store, file, cancellationToken);

    public override Task<Measured> LoadAsync(KilledStore store, string file, long rows, CancellationToken cancellationToken) => Measured.RunAsync(
        new ProcessStartInfo("sqlite3", ["-batch", store.Options.File]), _ => rows,
        $"PRAGMA journal_mode = WAL;\nPRAGMA synchronous = NORMAL;\n.mode tabs\n.import {file} {SpotOhlcv.Days.Table}\n", cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
