using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What can be said of a SQLite file before SQLite opens it, in clearer words than "unable to open database file".</summary>
internal static class SqlitePath
{
    /// <exception cref="IngestException">The path cannot hold a database.</exception>
    public static void Check(StoreOptions options)
    {
        string file = FullPath(options.File);
        string directory = Path.GetDirectoryName(file) ?? "";
        if (Directory.Exists(file))
        {
            throw new IngestException(IngestErrorId.SettingInvalid, $"{file} is a directory, not a database file.", "Name a file in it, for example ccingest.db.");
        }

        if (!Directory.Exists(directory))
        {
            throw new IngestException(
                IngestErrorId.StoreUnreachable, $"The directory {directory} of the database file does not exist.", "Make it, or name a file elsewhere.");
        }

        if (IsOnNetwork(directory))
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"{file} is on a network share, where SQLite's write-ahead log does not work.",
                "Put the file on a local disk, or use a database server.");
        }
    }

    private static string FullPath(string file)
    {
        try
        {
            return string.IsNullOrWhiteSpace(file)
                ? throw new IngestException(IngestErrorId.SettingInvalid, "The database file has no name.", "Name one, for example ccingest.db.")
                : Path.GetFullPath(file);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new IngestException(IngestErrorId.SettingInvalid, $"'{file}' is no path of a file.", "Name one, for example ccingest.db.", exception);
        }
    }

    private static bool IsOnNetwork(string directory)
    {
        try
        {
            return directory.StartsWith(@"\\", StringComparison.Ordinal) || new DriveInfo(directory).DriveType == DriveType.Network;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return false;   // what the system does not say is left to SQLite
        }
    }
}
