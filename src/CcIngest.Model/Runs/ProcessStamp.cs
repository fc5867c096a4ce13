using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace CcIngest.Model;

/// <summary>A process so that it can be told from a later one with the same id, and be found dead.</summary>
/// <param name="Id">The process id.</param>
/// <param name="Started">When it began, in a form of the platform's own.</param>
/// <param name="Machine">The machine's name.</param>
/// <param name="Boot">The boot of the machine; empty where the platform does not tell.</param>
/// <param name="Namespace">The space in which <paramref name="Id"/> counts (containers have their own); empty where there is one only.</param>
public sealed record ProcessStamp(int Id, string Started, string Machine, string Boot, string Namespace)
{
    private const string Unreadable = "?";

    private static readonly Lazy<ProcessStamp> Own = new(() => new ProcessStamp(
        Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", Environment.MachineName, ReadOr("/proc/sys/kernel/random/boot_id").Trim(),
        OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : ""));

    public static ProcessStamp Current => Own.Value;

    /// <summary>
    /// Whether the process has ended; null when that cannot be seen from here: it ran on another machine, or before this boot (two machines may
    /// have one name), in another container, or under an account into which this one may not look. Asked anew each time, and no part of what is written.
    /// </summary>
    [JsonIgnore]
    public bool? HasEnded
    {
        get
        {
            ProcessStamp here = Current;
            if (Machine != here.Machine || Boot != here.Boot || Namespace != here.Namespace)
            {
                return null;
            }

            return StartOf(Id) is var start && start != Unreadable ? start != Started : null;
        }
    }

    /// <summary>
    /// Null when there is no such process, or when it is dead and only its parent has not noticed; <see cref="Unreadable"/> when this account is
    /// not told of it.
    /// </summary>
    private static string? StartOf(int id) => OperatingSystem.IsLinux() ? LinuxStartOf(id) : OtherStartOf(id);

    /// <summary>In clock ticks since the boot: unlike a time of day, it never changes.</summary>
    private static string? LinuxStartOf(int id)
    {
        // "pid (name) state ppid …": the name may hold blanks and parentheses. The start is field 22, the state field 3.
        string stat = ReadOr(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
        if (stat.Length == 0 && ReadOr("/proc/1/stat").Length == 0)
        {
            return Unreadable;      // mounted with hidepid: the processes of others are not shown
        }

        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && fields[0] is not ("Z" or "X") ? fields[19] : null;
    }

    private static string? OtherStartOf(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return null;
        }
        catch (Win32Exception)
        {
            return Unreadable;
        }
    }

    private static string ReadOr(string path, string otherwise = "")
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText(path) : otherwise;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return otherwise;
        }
    }
}
