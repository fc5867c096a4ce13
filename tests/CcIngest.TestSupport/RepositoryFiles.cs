namespace CcIngest.TestSupport;

/// <summary>Files of the checkout that the tests were built from.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder that has <c>CcIngest.sln</c>.</summary>
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "CcIngest.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has CcIngest.sln.");
    }
}
