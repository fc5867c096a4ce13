using System.Diagnostics;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>A pipeline that got its Ctrl+C while it wrote a certain thing.</summary>
/// <param name="Result">What it wrote until then, and how it ended.</param>
/// <param name="Took">From Ctrl+C to the end.</param>
internal sealed record StoppedPipeline(PipelineResult Result, TimeSpan Took)
{
    public static Task<StoppedPipeline> AtEntryAsync(int number, PipelineCall call)
    {
        int seen = 0;
        return AtAsync(_ => ++seen == number, call);
    }

    /// <exception cref="InvalidOperationException">It never wrote that.</exception>
    public static async Task<StoppedPipeline> AtAsync(Func<StreamEntry, bool> isMoment, PipelineCall call)
    {
        TaskCompletionSource<RunningPipeline> started = new();
        Stopwatch? clock = null;
        call.Watching(entry =>
        {
            if (clock is null && isMoment(entry))
            {
                RunningPipeline running = started.Task.GetAwaiter().GetResult();
                clock = Stopwatch.StartNew();
                running.Stop();
            }
        });
        started.SetResult(call.Start());
        PipelineResult result = await (await started.Task).Completion.WaitAsync(TimeSpan.FromMinutes(5));
        return new StoppedPipeline(result, (clock ?? throw new InvalidOperationException($"The moment did not come in {result.Entries.Count} entries.")).Elapsed);
    }
}
