using System.Diagnostics;
using System.Text.Json;
using CcIngest.TestSupport;

namespace CcIngest.Parquet.Tests;

/// <summary>DuckDB in a process of its own, through Node and the package that <c>package.json</c> names. Skips tests where they are not there; in CI they fail.</summary>
public sealed class DuckDb : IDisposable
{
    private static readonly string Folder = RepositoryFiles.PathOf("tests", "CcIngest.Parquet.Tests", "Foreign");

    private Process? _process;

    /// <summary>A folder for files, removed at the end.</summary>
    public string Files { get; } = Directory.CreateTempSubdirectory("ccingest-tests-").FullName;

    /// <summary>Runs a statement and gives its rows.</summary>
    public JsonElement[][] Query(string sql)
    {
        Process process = _process ??= Start();
        process.StandardInput.WriteLine(JsonSerializer.Serialize(new { sql }));
        process.StandardInput.Flush();
        string line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"Node ended: {process.StandardError.ReadToEnd()}");
        using JsonDocument answer = JsonDocument.Parse(line);
        return answer.RootElement.TryGetProperty("error", out JsonElement error)
            ? throw new InvalidOperationException($"{error.GetString()}\n{sql}")
            : [.. answer.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.Clone()).ToArray())];
    }

    public string PathOf(string name) => Path.Combine(Files, name);

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }

        Directory.Delete(Files, recursive: true);
    }

    private static Process Start()
    {
        string missing = !Directory.Exists(Path.Combine(Folder, "node_modules", "@duckdb", "node-api"))
            ? "the package @duckdb/node-api is not installed (npm install --no-package-lock --prefix tests/CcIngest.Parquet.Tests/Foreign)"
            : !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe"))) ? "node is not on the path" : "";
        if (missing.Length > 0 && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"In CI this test must run: {missing}");
        }

        Skip.If(missing.Length > 0, missing);
        ProcessStartInfo start = new("node", ["duckdb.mjs"])
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
    }
}
