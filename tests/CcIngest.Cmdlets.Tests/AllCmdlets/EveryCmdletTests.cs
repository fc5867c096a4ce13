using System.Management.Automation;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>What holds for every cmdlet of the manifest, end to end.</summary>
public sealed class EveryCmdletTests : CmdletTests
{
    [Theory]
    [MemberData(nameof(CmdletNames.Exported), MemberType = typeof(CmdletNames))]
    public void Works_and_writes_what_it_says(string cmdlet)
    {
        CmdletCase one = CmdletCases.Of(cmdlet);

        PipelineResult result = one.Works(Session).RunWell();

        Assert.True(result.IsSuccess);
        if (one.Output is null)
        {
            Assert.Empty(result.Output);
        }
        else
        {
            Assert.NotEmpty(result.Output);
            Assert.All(result.Output, output => Assert.IsType(one.Output, output));
            IEnumerable<Type> promised = Module.Cmdlet(cmdlet).GetCustomAttributes(typeof(OutputTypeAttribute), inherit: true)
                .Cast<OutputTypeAttribute>().SelectMany(attribute => attribute.Type).Select(type => type.Type);
            Assert.Contains(one.Output, promised);
        }
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Failing), MemberType = typeof(CmdletNames))]
    public void Tells_a_failure_with_id_category_target_and_advice(string cmdlet)
    {
        CmdletCase one = CmdletCases.Of(cmdlet);

        PipelineResult result = one.Fails(Session).Run();

        _ = one.GoesOn ? result.ShouldTell(one.ErrorId, one.Category) : result.ShouldFail(one.ErrorId, one.Category);
        Assert.False(result.IsSuccess);
        Assert.False(result.WasStopped);
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Failing), MemberType = typeof(CmdletNames))]
    public void Stops_at_an_error_with_ErrorAction_Stop(string cmdlet)
    {
        CmdletCase one = CmdletCases.Of(cmdlet);

        PipelineResult result = one.Fails(Session).With(("ErrorAction", "Stop")).Run();

        result.ShouldFail(one.ErrorId, one.Category);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Exported), MemberType = typeof(CmdletNames))]
    public void Writes_every_stream_on_the_pipeline_thread(string cmdlet)
    {
        PipelineResult result = CmdletCases.Of(cmdlet).Works(Session).With(("Verbose", true), ("Debug", true)).RunWell();

        Assert.All(result.Entries, entry => Assert.Equal(result.ThreadId, entry.ThreadId));
        Assert.NotEqual(Environment.CurrentManagedThreadId, result.ThreadId);
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Exported), MemberType = typeof(CmdletNames))]
    public void Refuses_a_parameter_that_it_does_not_have(string cmdlet)
    {
        PipelineResult result = CmdletCases.Of(cmdlet).Works(Session).With(("NoSuchParameter", 1)).Run();

        result.ShouldRefuse("NamedParameterNotFound,");
        Assert.Equal(ErrorCategory.InvalidArgument, result.Failure?.CategoryInfo.Category);
    }
}
