using CcIngest.TestSupport;

namespace CcIngest.Simulator.Tests;

/// <summary>docs/simulator.md says the same as the code.</summary>
public sealed class FaultPageTests
{
    [Fact]
    public void Page_has_the_table_of_all_faults()
    {
        IEnumerable<string> expected = SimulatorFaults.All.Select(kind =>
            $"| `{kind.Name}` | {kind.Group.ToString().ToLowerInvariant()} | {kind.Summary} |{(kind.Parameter is null ? "" : $" {kind.Parameter}; {kind.DefaultParameter} without one")} |");

        string[] page = File.ReadAllLines(RepositoryFiles.PathOf("docs", "simulator.md"));

        Assert.Equal(expected, page.SkipWhile(line => !line.StartsWith("| Fault |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')));
    }
}
