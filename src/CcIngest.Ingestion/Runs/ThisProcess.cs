using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What a lease says of the process that holds it, and whether such a process still lives here.</summary>
internal static class ThisProcess
{
    /// <summary>The system derives start times from its clock, which may have been set since.</summary>
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(5);

    /// <summary>The machine's name and what tells apart its boots and containers: process ids mean something only within them.</summary>
    public static string Host { get; } = $"{Environment.MachineName}/{Realm()}";

    public static DateTime? Started { get; } = StartOf(Environment.ProcessId);

    /// <summary>Whether the run's process ran here and does not any more. False when that cannot be known.</summary>
    public static bool IsGone(RunHolder run)
    {
        if (run.Host != Host || run.ProcessId == Environment.ProcessId)
        {
            return run.Host == Host && run.ProcessStarted is { } then && Started is { } now && (then - now).Duration() > StartTolerance;
        }

        try
        {
            using Process process = Process.GetProcessById((int)run.ProcessId);
            return process.HasExited
                || (run.ProcessStarted is { } started && (process.StartTime.ToUniversalTime() - started).Duration() > StartTolerance);
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return exception is InvalidOperationException;      // it has exited while it was looked at
        }
    }

    private static DateTime? StartOf(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return null;
        }
    }

    private static string Realm()
    {
        string boot = Read(() => File.ReadAllText("/proc/sys/kernel/random/boot_id"));
        string container = Read(() => File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? "");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{boot}\n{container}")))[..8];
    }

    private static string Read(Func<string> read)
    {
        try
        {
            return OperatingSystem.IsLinux() ? read().Trim() : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
