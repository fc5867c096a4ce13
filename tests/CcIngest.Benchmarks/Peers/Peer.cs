using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CcIngest.Reliability;
using CcIngest.Storage;

namespace CcIngest.Benchmarks;

/// <summary>A script as people write it instead, with the program that runs it.</summary>
/// <param name="Name">With its versions.</param>
internal sealed record Peer(string Name, string Program, string Script)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Beside this program: what is installed for the scripts is never part of the sources.</summary>
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>Debian's package belongs to Debian's Python; another one may come first on the path.</summary>
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    /// <returns>Null where there is no Python with pymysql.</returns>
    public static async Task<Peer?> PymysqlAsync(CancellationToken cancellationToken)
    {
        foreach (string python in Pythons)
        {
            if (await SaysAsync(python, ["-c", "import pymysql, platform; print('Python', platform.python_version(), 'with pymysql', pymysql.__version__)"], cancellationToken).ConfigureAwait(false) is { } name)
            {
                return new Peer(name, python, "pymysql_candles.py");
            }
        }

        return null;
    }

    /// <summary>Has npm install what the script needs, unless it has been.</summary>
    /// <returns>Null where there is no node, or npm could not install the packages.</returns>
    public static async Task<Peer?> CcxtAsync(CancellationToken cancellationToken)
    {
        string packages = Path.Combine(Folder, "node_modules");
        return (Directory.Exists(packages) || await SaysAsync("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], cancellationToken).ConfigureAwait(false) is not null)
            && await SaysAsync("node", ["--version"], cancellationToken).ConfigureAwait(false) is { } node
            ? new Peer($"node {node} with ccxt {VersionOf("ccxt")} and mysql2 {VersionOf("mysql2")}", "node", "ccxt_klines.mjs")
            : null;

        string? VersionOf(string package)
        {
            using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(packages, package, "package.json")));
            return manifest.RootElement.GetProperty("version").GetString();
        }
    }

    /// <param name="store">Where it writes; the database is there.</param>
    /// <param name="job">What it is to do, beside where.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<Measured> RunAsync(StoreOptions store, IReadOnlyDictionary<string, object> job, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Program, [Path.Combine(Folder, Script)]) { WorkingDirectory = Folder };
        start.Environment["MYSQL_PWD"] = store.Password?.Reveal();
        Dictionary<string, object> all = new(job)
        {
            ["host"] = store.Host,
            ["port"] = store.Port ?? 3306,
            ["user"] = store.User,
            ["database"] = store.Schema,
        };
        Measured measured = await Measured.RunAsync(
            start, said => long.Parse(said, CultureInfo.InvariantCulture), JsonSerializer.Serialize(all), cancellationToken).ConfigureAwait(false);
        await measured.TellAsync(Name).ConfigureAwait(false);
        return measured;
    }

    /// <returns>Its output; null when it is not here or fails.</returns>
    private static async Task<string?> SaysAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return (await ChildProcess.RunAsync(program, arguments, Folder, Limit, cancellationToken).ConfigureAwait(false)).Trim();
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }
}
