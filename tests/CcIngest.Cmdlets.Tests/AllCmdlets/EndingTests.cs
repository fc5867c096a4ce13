using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>However a cmdlet ends, it ends soon and leaves nothing open.</summary>
public sealed class EndingTests : CmdletTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [MemberData(nameof(CmdletNames.Exported), MemberType = typeof(CmdletNames))]
    public void Disposes_after_success_and_after_failure(string cmdlet)
    {
        CmdletCase one = CmdletCases.Of(cmdlet);

        ShouldBeDisposed(one.Works(Session).Run());
        if (!one.NeverFails)
        {
            ShouldBeDisposed(one.Fails(Session).Run());
        }
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Exported), MemberType = typeof(CmdletNames))]
    public async Task Ctrl_C_at_the_first_word_ends_it_at_once(string cmdlet)
    {
        TaskCompletionSource<RunningPipeline> started = new();
        bool stopped = false;
        PipelineCall call = CmdletCases.Of(cmdlet).Works(Session).With(("Debug", true)).Watching(_ =>
        {
            if (!stopped)
            {
                stopped = true;
                started.Task.GetAwaiter().GetResult().Stop();
            }
        });
        Stopwatch clock = Stopwatch.StartNew();
        RunningPipeline running = call.Start();
        started.SetResult(running);

        PipelineResult result = await running.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(stopped, "The cmdlet wrote nothing.");
        Assert.True(result.WasStopped, $"It was not stopped: {result.Failure}");
        Assert.True(clock.Elapsed < Soon + Soon, $"It took {clock.Elapsed}.");
        ShouldBeDisposed(result);
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Exported), MemberType = typeof(CmdletNames))]
    public void Ctrl_C_after_the_end_is_harmless(string cmdlet)
    {
        RunningPipeline running = CmdletCases.Of(cmdlet).Works(Session).Start();
        PipelineResult result = running.WaitForEnd();

        running.Stop();

        Assert.False(result.WasStopped);
        foreach (IDisposable disposable in result.Cmdlets.Cast<IDisposable>())
        {
            disposable.Dispose();
        }
    }

    [Fact]
    public void A_failure_in_BeginProcessing_ends_the_pipeline_and_disposes()
    {
        PipelineResult result = Session.Engine.Call(typeof(FailingAtTheBeginning)).Run();

        Assert.Equal(typeof(InvalidTimeZoneException), result.Failure?.Exception.GetType());
        ShouldBeDisposed(result);
    }

    private static void ShouldBeDisposed(PipelineResult result)
    {
        Assert.NotEmpty(result.Cmdlets);
        Assert.All(result.Cmdlets, cmdlet => Assert.Throws<ObjectDisposedException>(() => Stopping((AsyncCmdlet)cmdlet).Token));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_stopping")]
    private static extern ref CancellationTokenSource Stopping(AsyncCmdlet cmdlet);

    [Cmdlet("Test", "FailingAtTheBeginning")]
    internal sealed class FailingAtTheBeginning : AsyncCmdlet
    {
        protected override void BeginProcessing() => throw new InvalidTimeZoneException("There is no beginning.");

        protected override void Work() => throw new InvalidOperationException("Work was reached.");
    }
}
