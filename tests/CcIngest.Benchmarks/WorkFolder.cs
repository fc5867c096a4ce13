using System.CommandLine;

namespace CcIngest.Benchmarks;

/// <summary>Where a measurement has its files.</summary>
internal static class WorkFolder
{
    public static Option<DirectoryInfo?> Option { get; } = new("--folder") { Description = "For files; a folder in memory keeps the disk out of it. A temporary one unless said otherwise." };

    public static string Of(ParseResult line) =>
        line.GetValue(Option) is { } named ? Directory.CreateDirectory(named.FullName).FullName : Directory.CreateTempSubdirectory("ccingest-benchmark-").FullName;
}
