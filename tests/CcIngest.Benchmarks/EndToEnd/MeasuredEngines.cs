using System.CommandLine;

namespace CcIngest.Benchmarks;

/// <summary>The engines by the words of the command line.</summary>
internal static class MeasuredEngines
{
    public const string MariaDb = "mariadb";

    /// <summary>Where servers' programs are, beside the path.</summary>
    private static readonly string[] Folders = ["/usr/sbin", "/usr/local/sbin"];

    /// <summary>Of commands that measure one of them.</summary>
    public static Option<string> Option { get; } = new Option<string>("--engine") { Description = "Where the rows go.", DefaultValueFactory = _ => MariaDb }
        .AcceptOnlyFromAmong(MariaDb, "postgresql", "sqlite");

    /// <returns>The first program that is not on this machine; null when all are.</returns>
    public static string? Missing(string name)
    {
        string[] programs = name switch
        {
            MariaDb => ["mariadbd", "mariadb"],
            "postgresql" => ["psql"],
            _ => ["sqlite3"],
        };
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), .. Folders];
        return programs.FirstOrDefault(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))));
    }

    /// <exception cref="InvalidOperationException">It did not start, or there is none of that name.</exception>
    public static Task<MeasuredEngine> StartAsync(string name, string folder, CancellationToken cancellationToken) => name switch
    {
        MariaDb => MariaDbEngine.StartAsync(cancellationToken),
        "postgresql" => PostgreSqlEngine.StartAsync(cancellationToken),
        "sqlite" => SqliteEngine.StartAsync(folder, cancellationToken),
        _ => throw new InvalidOperationException($"There is no engine {name}."),
    };
}
