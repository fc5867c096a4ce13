using System.CommandLine;

namespace CcIngest.Benchmarks;

/// <summary>Measures ingests as users run them, beside what they would use instead, all within one run of this command.</summary>
internal static class EndToEndCommand
{
    private static readonly Option<int> Instruments = new("--instruments") { Description = "Series; each has some thousand days.", DefaultValueFactory = _ => 800 };
    private static readonly Option<int> Repetitions = new("--repetitions") { Description = "Of each side, in turns; the median counts.", DefaultValueFactory = _ => 3 };
    private static readonly Option<string[]> Engines = new("--engine") { Description = "Only these: mariadb, postgresql, sqlite. All that are here unless said otherwise." };
    private static readonly Option<DirectoryInfo?> Folder = new("--folder") { Description = "For files; a folder in memory keeps the disk out of it. A temporary one unless said otherwise." };

    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Measures whole ingests beside what others use.") { Instruments, Repetitions, Engines, Folder };
        ParseResult line = command.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', line.Errors.Select(error => error.Message))).ConfigureAwait(false);
            return 64;
        }

        string folder = line.GetValue(Folder)?.FullName ?? Directory.CreateTempSubdirectory("ccingest-benchmark-").FullName;
        Directory.CreateDirectory(folder);
        string[] wanted = line.GetValue(Engines) is { Length: > 0 } named ? named : ["mariadb", "postgresql", "sqlite"];
        BenchmarkMarket market = await BenchmarkMarket.StartAsync(["--instruments", line.GetValue(Instruments).ToString(System.Globalization.CultureInfo.InvariantCulture)], cancellationToken).ConfigureAwait(false);
        await using (market.ConfigureAwait(false))
        {
            foreach (string name in wanted)
            {
                MeasuredEngine engine = await StartAsync(name, folder, cancellationToken).ConfigureAwait(false);
                await using (engine.ConfigureAwait(false))
                {
                    Comparison comparison = await new LoaderComparison(engine, market, folder, line.GetValue(Repetitions)).RunAsync(cancellationToken).ConfigureAwait(false);
                    await Console.Out.WriteLineAsync(comparison.ToMarkdown()).ConfigureAwait(false);
                }
            }
        }

        return 0;
    }

    private static Task<MeasuredEngine> StartAsync(string name, string folder, CancellationToken cancellationToken) => name switch
    {
        "mariadb" => MariaDbEngine.StartAsync(cancellationToken),
        "postgresql" => PostgreSqlEngine.StartAsync(cancellationToken),
        "sqlite" => SqliteEngine.StartAsync(folder, cancellationToken),
        _ => throw new InvalidOperationException($"There is no engine {name}."),
    };
}
