namespace CcIngest.Ingestion.Tests;

/// <summary>Files of the repository that are written from definitions. <c>CCINGEST_WRITE_FILES=1 dotnet test</c> writes them anew.</summary>
internal static class RepositoryFiles
{
    public static void Same(string path, string expected)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CcIngest.sln")))
        {
            root = root.Parent;
        }

        string file = Path.Combine(root?.FullName ?? throw new InvalidOperationException("CcIngest.sln is not above the tests."), path);
        if (Environment.GetEnvironmentVariable("CCINGEST_WRITE_FILES") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(file));
    }
}
