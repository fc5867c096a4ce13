namespace CcIngest.Reliability;

/// <summary>The checkout that this program was built from.</summary>
internal static class Checkout
{
    /// <summary>The folder that has <c>CcIngest.sln</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CcIngest.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has CcIngest.sln.");
    }
}
