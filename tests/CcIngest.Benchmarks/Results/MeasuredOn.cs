using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary>What figures depend on, in a sentence: day, machine, versions of this program, of .NET and of the drivers.</summary>
internal static class MeasuredOn
{
    /// <summary>Those that are not built in are not beside this program.</summary>
    private static readonly string[] Drivers = ["MySqlConnector", "MySql.Data", "Npgsql", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core"];

    public static string Text
    {
        get
        {
            string drivers = string.Join(", ", Drivers
                .Select(name => (Name: name, File: Path.Combine(AppContext.BaseDirectory, $"{name}.dll")))
                .Where(driver => File.Exists(driver.File))
                .Select(driver => $"{driver.Name} {AssemblyName.GetAssemblyName(driver.File).Version?.ToString(3)}"));
            return string.Create(CultureInfo.InvariantCulture,
                $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Line("/proc/cpuinfo", "model name") ?? "unknown processor"}, {Environment.ProcessorCount} cores, {Memory():0} GB, {RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}; CcIngest {Machine.Facts.Version}, {RuntimeInformation.FrameworkDescription}, {drivers}.");
        }
    }

    private static double Memory() => Line("/proc/meminfo", "MemTotal") is { } total
        ? double.Parse(total.Split(' ')[0], CultureInfo.InvariantCulture) * 1024 / 1e9
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;

    private static string? Line(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).Where(line => line.StartsWith(name, StringComparison.Ordinal)).Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).FirstOrDefault()
        : null;
}
