using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>Files of the repository that are written from definitions. <c>CCINGEST_WRITE_FILES=1 dotnet test</c> writes them anew.</summary>
internal static class WrittenFile
{
    public static void Same(string path, string expected)
    {
        string file = RepositoryFiles.PathOf(path.Split('/'));
        if (Environment.GetEnvironmentVariable("CCINGEST_WRITE_FILES") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(file));
    }
}
