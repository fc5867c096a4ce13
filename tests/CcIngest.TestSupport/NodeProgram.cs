using System.Diagnostics;
using Xunit;

namespace CcIngest.TestSupport;

/// <summary>Programs that run in Node with a package from its registry. Without Node or the package tests are skipped with the reason; in CI they fail.</summary>
public static class NodeProgram
{
    /// <param name="folder">The folder of the checkout that has the program and <c>package.json</c>.</param>
    /// <param name="package">The package that must have been installed there.</param>
    /// <param name="arguments">The program and its arguments.</param>
    public static Process Start(string folder, string package, params string[] arguments)
    {
        string path = RepositoryFiles.PathOf(folder.Split('/'));
        string missing = !Directory.Exists(Path.Combine([path, "node_modules", .. package.Split('/')]))
            ? $"the package {package} is not installed (npm install --no-package-lock --prefix {folder})"
            : !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Any(place => File.Exists(Path.Combine(place, "node")) || File.Exists(Path.Combine(place, "node.exe"))) ? "node is not on the path" : "";
        if (missing.Length > 0 && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"In CI this test must run: {missing}");
        }

        Skip.If(missing.Length > 0, missing);
        ProcessStartInfo start = new("node", arguments)
        {
            WorkingDirectory = path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
    }
}
