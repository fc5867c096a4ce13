using System.Management.Automation;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>The double runs pipelines as PowerShell does: the phases in their order, on one thread, errors and stops as there.</summary>
public sealed class PipelineTests
{
    private readonly EngineSession _session = new(Path.GetTempPath());

    [Fact]
    public void Objects_go_through_one_by_one_and_ends_come_last()
    {
        PipelineResult result = _session.Call(typeof(Told), ("As", "a")).Piping(1, 2).Then(typeof(Told), ("As", "b")).RunWell();

        Assert.Equal(
            ["a begins", "b begins", "a takes 1", "b takes 1", "a takes 2", "b takes 2", "a ends", "b takes end of a", "b ends"],
            result.Information.Select(record => record.ToString()!));
        Assert.Equal(["1", "2", "end of a", "end of b"], result.All<string>());
    }

    [Fact]
    public void Select_First_ends_the_commands_before_it_without_their_EndProcessing()
    {
        PipelineResult result = _session.Call(typeof(Told), ("As", "a")).Piping(1, 2).First(1).Run();

        Assert.Equal(["1"], result.All<string>());
        Assert.DoesNotContain(result.Information, record => record.ToString() == "a ends");
        Assert.True(result.IsSuccess);
    }

    [Fact]
    public void A_write_from_another_thread_is_refused()
    {
        PipelineResult result = _session.Call(typeof(WritesFromThePool)).Run();

        Assert.IsType<InvalidOperationException>(result.Failure?.Exception);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void After_a_stop_nothing_can_be_written()
    {
        RunningPipeline? running = null;
        using ManualResetEventSlim started = new();
        running = _session.Call(typeof(Told), ("As", "a")).Piping(1, 2).Watching(_ =>
        {
            started.Wait();
            running!.Stop();
        }).Start();
        started.Set();

        PipelineResult result = running.WaitForEnd();

        Assert.True(result.WasStopped);
        Assert.Equal("a begins", Assert.Single(result.Entries).Value?.ToString());
    }

    [Fact]
    public void A_terminating_error_looks_like_a_stop_from_within_and_ends_everything()
    {
        PipelineResult result = _session.Call(typeof(Told), ("As", "a")).Piping(1, 2).Then(typeof(Fails)).Run();

        Assert.Equal("Broken,CcIngest.Cmdlets.Tests.PipelineTests+Fails", result.Failure?.FullyQualifiedErrorId);
        Assert.IsType<PipelineStoppedException>(Assert.IsType<Fails>(result.Cmdlets[1]).Seen);
        Assert.False(result.WasStopped);
    }

    [Theory]
    [InlineData("Verbose", null, 0)]
    [InlineData("Verbose", "Continue", 1)]
    [InlineData("Warning", null, 1)]
    [InlineData("Warning", "SilentlyContinue", 0)]
    public void Preferences_choose_what_is_shown(string stream, string? preference, int expected)
    {
        if (preference is not null)
        {
            _session.Variables[$"{stream}Preference"] = preference;
        }

        PipelineResult result = _session.Call(typeof(Speaks)).RunWell();

        Assert.Equal(expected, stream == "Verbose" ? result.Verbose.Count : result.Warnings.Count);
    }

    [Fact]
    public void A_warning_ends_the_pipeline_when_it_is_to_stop() =>
        Assert.StartsWith("ActionPreferenceStop,", _session.Call(typeof(Speaks), ("WarningAction", "Stop")).Run().Failure?.FullyQualifiedErrorId, StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ShouldContinue_always_asks(bool answer)
    {
        _session.Prompt = _ => answer;

        PipelineResult result = _session.Call(typeof(AsksOnce)).RunWell();

        Assert.Equal(answer, result.Single<bool>());
        Assert.True(Assert.Single(result.Questions).IsShown);
    }

    [Fact]
    public void A_question_that_nobody_answers_is_a_failure() =>
        Assert.IsType<PSInvalidOperationException>(_session.Call(typeof(AsksOnce)).Run().Failure?.Exception);

    [Cmdlet("Test", "AsksOnce")]
    internal sealed class AsksOnce : PSCmdlet
    {
        protected override void EndProcessing() => WriteObject(ShouldContinue("Go on?", "Really"));
    }

    [Cmdlet("Test", "Told")]
    internal sealed class Told : PSCmdlet
    {
        [Parameter(ValueFromPipeline = true)]
        public string? Value { get; set; }

        [Parameter(Mandatory = true)]
        public string As { get; set; } = "";

        protected override void BeginProcessing() => Tell("begins");

        protected override void ProcessRecord()
        {
            Tell($"takes {Value}");
            WriteObject(Value);
        }

        protected override void EndProcessing()
        {
            Tell("ends");
            WriteObject($"end of {As}");
        }

        private void Tell(string what) => WriteInformation($"{As} {what}", []);
    }

    [Cmdlet("Test", "Fails")]
    internal sealed class Fails : PSCmdlet
    {
        [Parameter(ValueFromPipeline = true)]
        public string? Value { get; set; }

        public Exception? Seen { get; private set; }

        protected override void ProcessRecord()
        {
            try
            {
                ThrowTerminatingError(new ErrorRecord(new InvalidDataException("It is broken."), "Broken", ErrorCategory.InvalidData, Value));
            }
            catch (RuntimeException seen)
            {
                Seen = seen;
                throw;
            }
        }
    }

    [Cmdlet("Test", "WritesFromThePool")]
    internal sealed class WritesFromThePool : PSCmdlet
    {
        protected override void EndProcessing() => Task.Run(() => WriteObject("from the pool")).GetAwaiter().GetResult();
    }

    [Cmdlet("Test", "Speaks")]
    internal sealed class Speaks : PSCmdlet
    {
        protected override void EndProcessing()
        {
            WriteVerbose("in detail");
            WriteWarning("beware");
        }
    }
}
