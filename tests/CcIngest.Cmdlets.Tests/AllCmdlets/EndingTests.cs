using System.Management.Automation;
using System.Runtime.CompilerServices;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

/// <summary>However a cmdlet ends, it ends soon and leaves nothing open.</summary>
public sealed class EndingTests : CmdletTests
{
    // The two seconds that are promised are measured in StoppingInTimeTests; other tests run beside these.
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
        StoppedPipeline stopped = await StoppedPipeline.AtEntryAsync(1, CmdletCases.Of(cmdlet).Works(Session).With(("Debug", true)));

        Assert.True(stopped.Result.WasStopped, $"It was not stopped: {stopped.Result.Failure}");
        Assert.Single(stopped.Result.Entries);
        Assert.InRange(stopped.Took, TimeSpan.Zero, Soon);
        ShouldBeDisposed(stopped.Result);
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Writing), MemberType = typeof(CmdletNames))]
    public async Task Ctrl_C_at_the_question_writes_nothing(string cmdlet)
    {
        PipelineCall call = CmdletCases.Of(cmdlet).Works(Session);
        IReadOnlyDictionary<string, string> before = Session.Files();

        StoppedPipeline stopped = await StoppedPipeline.AtAsync(entry => entry.Stream == PipelineStream.Question, call);

        Assert.True(stopped.Result.WasStopped);
        Assert.Equal(before, Session.Files());
    }

    [Fact]
    public void A_next_command_that_has_enough_ends_the_one_before_it_well()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Session.Call("Sync-CcSpotInstrument", ("Exchange", "kraken"), ("PassThru", true)).First(1).RunWell();

        Assert.Single(result.Output);
        ShouldBeDisposed(result);
        Assert.Equal(RunOutcome.Complete, Session.Run("Get-CcRun", ("Last", 1)).Single<RunRecord>().Outcome);
    }

    [Fact]
    public void A_next_command_that_fails_ends_the_one_before_it_too()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Session.Call("Get-CcInstrument").Then(typeof(FailingAtTheFirst)).Run();

        Assert.Equal("Enough", result.Failure?.Exception.Message);
        Assert.False(result.WasStopped);
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
    [Cmdlet("Test", "FailingAtTheFirst")]
    internal sealed class FailingAtTheFirst : AsyncCmdlet
    {
        [Parameter(Mandatory = true, ValueFromPipeline = true)]
        public object? Input { get; set; }

        protected override void ProcessRecord() => throw new InvalidTimeZoneException("Enough");

        protected override void Work() => throw new InvalidOperationException("Work was reached.");
    }
}
