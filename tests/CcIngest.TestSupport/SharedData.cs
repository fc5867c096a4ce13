using Xunit;

namespace CcIngest.TestSupport;

/// <summary>Finds the data that lie beside the checkout, in <c>../shared</c>: samples of the APIs and recorded candles.</summary>
public static class SharedData
{
    /// <summary>The path of a file or folder in <c>../shared</c>; skips the test with the reason when it is not there.</summary>
    public static string Require(params string[] path)
    {
        string? found = Find(path);
        Skip.If(found is null, $"../shared/{string.Join('/', path)} is not beside the checkout.");
        return found;
    }

    /// <summary>The path of a file or folder in <c>../shared</c>, or null when it is not there.</summary>
    public static string? Find(params string[] path)
    {
        string found = Path.Combine([RepositoryRoot, "..", "shared", .. path]);
        return Path.Exists(found) ? Path.GetFullPath(found) : null;
    }

    /// <summary>The text of a sample of the APIs, for example <c>spot_v1_markets.json</c>.</summary>
    public static string Sample(string name) => File.ReadAllText(Require("api", "samples", name));

    /// <summary>The folder that has the solution, searched upwards from the test's own.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CcIngest.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has CcIngest.sln.");
    }
}
