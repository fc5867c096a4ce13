using System.Diagnostics;
using Xunit;

namespace CcIngest.TestSupport;

/// <summary>Programs of a package that may not be there. Without them tests are skipped with the reason; in CI they fail.</summary>
public static class DebianProgram
{
    /// <param name="package">The package that has the program, for the reason.</param>
    public static Process Start(string program, string package, string folder, params string[] arguments)
    {
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, program)));
        if (!isThere && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"In CI this test must run: {program} is not there (package {package}).");
        }

        Skip.IfNot(isThere, $"{program} is not there (package {package})");
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    /// <summary>Runs it to its end and gives what it wrote; fails with that when it ends badly.</summary>
    public static async Task<string> RunAsync(string program, string package, string folder, params string[] arguments)
    {
        using Process process = Start(program, package, folder, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
