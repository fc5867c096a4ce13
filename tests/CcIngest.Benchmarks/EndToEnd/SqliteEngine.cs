using System.Diagnostics;
using CcIngest.Model;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

internal sealed class SqliteEngine(string folder, string version) : MeasuredEngine
{
    public override string Name => "SQLite";

    public override string Version => version;

    public override string LoaderName => "`sqlite3` .import";

    /// <summary>The shell has no word for null in a file: an empty cell is the nearest.</summary>
    public override string NullText => "";

    public static async Task<MeasuredEngine> StartAsync(string folder, CancellationToken cancellationToken) => new SqliteEngine(
        folder, "sqlite3 " + (await ChildProcess.RunAsync("sqlite3", ["--version"], ".", TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false)).Split(' ')[0]);

    public override KilledStore Store(string schema) => new SqliteKilledStore(Directory.CreateDirectory(Path.Combine(folder, schema)).FullName);

    public override Task<Measured> LoadAsync(KilledStore store, string file, long rows, CancellationToken cancellationToken) => Measured.RunAsync(
        new ProcessStartInfo("sqlite3", ["-batch", store.Options.File]), _ => rows,
        $"PRAGMA journal_mode = WAL;\nPRAGMA synchronous = NORMAL;\n.mode tabs\n.import {file} {SpotOhlcv.Days.Table}\n", cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
