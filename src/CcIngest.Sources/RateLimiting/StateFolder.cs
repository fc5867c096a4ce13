namespace CcIngest.Sources;

/// <summary>The folder in which processes of one user keep what they know together.</summary>
public static class StateFolder
{
    /// <summary>A file that nobody has written for so long says nothing of any window.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(40);

    /// <summary>The platform's place for it, or null when the environment names none (a service without a home).</summary>
    /// <param name="environment">Gives an environment variable, or null.</param>
    public static string? Default(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return Under(environment("LOCALAPPDATA"), "CcIngest", "State");
        }

        return OperatingSystem.IsMacOS()
            ? Under(environment("HOME"), "Library", "Application Support", "CcIngest")
            : Under(environment("XDG_STATE_HOME"), "ccingest") ?? Under(environment("HOME"), ".local", "state", "ccingest");
    }

    /// <summary>Makes the folder, for this user only.</summary>
    internal static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Removes files that nobody uses any more.</summary>
    internal static void Tidy(string folder, string pattern, DateTimeOffset now)
    {
        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles(pattern).Where(file => now - file.LastWriteTimeUtc > Forgotten))
            {
                file.Delete();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another process may be doing the same; whatever is left is found the next time.
        }
    }

    /// <summary>Null for a variable that is not set, or no absolute path: the XDG rules say to ignore that.</summary>
    private static string? Under(string? root, params string[] parts) =>
        Path.IsPathFullyQualified(root ?? "") ? Path.Combine([root ?? "", .. parts]) : null;
}
