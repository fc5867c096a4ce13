using System.Diagnostics;
using System.Text.Json;
using CcIngest.TestSupport;

namespace CcIngest.Parquet.Tests;

/// <summary>DuckDB in a process of its own, through Node and the package that <c>package.json</c> names.</summary>
public sealed class DuckDb : IDisposable
{
    private Process? _process;

    /// <summary>A folder for files, removed at the end.</summary>
    public string Files { get; } = Directory.CreateTempSubdirectory("ccingest-tests-").FullName;

    /// <summary>Runs a statement and gives its rows.</summary>
    public JsonElement[][] Query(string sql)
    {
        Process process = _process ??= NodeProgram.Start("tests/CcIngest.Parquet.Tests/Foreign", "@duckdb/node-api", "duckdb.mjs");
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
}
