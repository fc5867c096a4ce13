using System.Diagnostics;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

/// <summary>Linters read the container files: what an engine would refuse, and what is not in the schema of compose files. No engine builds them here.</summary>
public sealed class ContainerLintTests
{
    private const string Folder = "tests/CcIngest.Runner.Tests/Container";

    private static readonly string Dockerfile = RepositoryFiles.PathOf("scheduling", "container", "Dockerfile");
    private static readonly string Compose = RepositoryFiles.PathOf("scheduling", "container", "compose.yaml");

    [SkippableTheory]
    [InlineData("USER 1654", "USER 1654", 0, "")]
    [InlineData("USER 1654", "USR 1654", 1, "Unknown instruction: USR")]
    [InlineData("--start-period=30s", "--start-perod=30s", 1, "Unknown flag: start-perod")]
    public async Task The_Dockerfile_is_one_and_a_slip_in_it_is_seen(string good, string spoiled, int exitCode, string said)
    {
        (int ended, string output) = await LintAsync(Dockerfile, good, spoiled, "dockerfile-utils", "bin/dockerfile-utils", "lint");

        Assert.True(ended == exitCode && output.Contains(said, StringComparison.Ordinal), $"{ended}: {output}");
    }

    [SkippableTheory]
    [InlineData("read_only: true", "read_only: true", 0, "")]
    [InlineData("read_only: true", "readonly: true", 1, "must NOT have additional properties")]
    [InlineData("    restart: \"no\"", "    restart: [\"no\"]", 1, "must be string")]
    public async Task The_compose_file_is_one_and_a_slip_in_it_is_seen(string good, string spoiled, int exitCode, string said)
    {
        // In which order the keys of a service stand is a matter of taste.
        (int ended, string output) = await LintAsync(Compose, good, spoiled, "dclint", "bin/dclint.cjs", "--max-warnings", "0", "--disable-rule", "service-keys-order");

        Assert.True(ended == exitCode && output.Contains(said, StringComparison.Ordinal), $"{ended}: {output}");
    }

    private static async Task<(int ExitCode, string Output)> LintAsync(string path, string good, string spoiled, string package, string program, params string[] arguments)
    {
        string text = await File.ReadAllTextAsync(path);
        Assert.Contains(good, text, StringComparison.Ordinal);
        using TemporaryFolder folder = new();
        string file = folder.Write(Path.GetFileName(path), text.Replace(good, spoiled, StringComparison.Ordinal));
        using Process lint = NodeProgram.Start(Folder, package, [$"node_modules/{package}/{program}", .. package == "dclint" ? [file, .. arguments] : (string[])[.. arguments, file]]);
        lint.StandardInput.Close();
        Task<string> error = lint.StandardError.ReadToEndAsync();
        string output = await lint.StandardOutput.ReadToEndAsync() + await error;
        await lint.WaitForExitAsync();
        return (lint.ExitCode, output);
    }
}
