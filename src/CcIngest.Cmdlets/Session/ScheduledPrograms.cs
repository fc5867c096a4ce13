using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>What a schedule starts when it is to run a job in PowerShell: absolute paths, as a scheduler's path is a short one.</summary>
internal static class ScheduledPrograms
{
    /// <summary>The manifest beside the folder that this assembly is in, in a checkout as in a package.</summary>
    public static string Manifest { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(ScheduledPrograms).Assembly.Location) ?? "", "..", "..", "CcIngest.psd1"));

    /// <summary>This process when it is PowerShell, else the one on the path.</summary>
    /// <exception cref="IngestException">SettingInvalid: there is none.</exception>
    public static string PowerShell()
    {
        string name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return Environment.ProcessPath is { } process && Path.GetFileName(process).Equals(name, StringComparison.OrdinalIgnoreCase)
            ? process
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new IngestException(IngestErrorId.SettingInvalid, "There is no pwsh on the path.", "Name the console program: -Program ./ccingest.");
    }
}
