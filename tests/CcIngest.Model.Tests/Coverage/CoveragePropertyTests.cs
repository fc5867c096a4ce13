using System.Diagnostics;
using Xunit.Abstractions;

namespace CcIngest.Model.Tests;

/// <summary>
/// Whatever a sequence of runs does to a series, the store's intervals tile what was asked: no overlap, no hole, one state each, evidence for all.
/// A failing seed is in the message, and gives the same sequence again.
/// </summary>
public sealed class CoveragePropertyTests(ITestOutputHelper output)
{
    private const string SlowTests = "CCINGEST_SLOW_TESTS";

    [Fact]
    public void Two_thousand_random_histories_tile_the_asked_range() => Check(2_000);

    [SkippableFact]
    public void A_hundred_thousand_random_histories_tile_the_asked_range()
    {
        Skip.If(Environment.GetEnvironmentVariable(SlowTests) != "1", $"a hundred thousand histories take a while: set {SlowTests}=1 to run them");
        Stopwatch watch = Stopwatch.StartNew();
        Check(100_000);
        output.WriteLine(FormattableString.Invariant($"100,000 histories in {watch.Elapsed}"));
    }

    private static void Check(int histories) => Parallel.For(1, histories + 1, seed =>
    {
        CoverageHistory history = new(seed);
        for (int operation = 0; operation < 24; operation++)
        {
            history.Step();
            if (history.Fault() is { } fault)
            {
                Assert.Fail($"Seed {seed}, operation {operation}: {fault}\n{history}");
            }
        }
    });
}
