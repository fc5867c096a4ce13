namespace CcIngest.Reliability;

/// <summary>The real console program, started as a process of its own.</summary>
internal static class CcIngestProgram
{
    /// <summary>The build of it that lies beside this program, of the same configuration.</summary>
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ccingest.exe" : "ccingest");

    public static ChildProcess Start(IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment) =>
        ChildProcess.Start(Path, arguments, folder, environment);
}
