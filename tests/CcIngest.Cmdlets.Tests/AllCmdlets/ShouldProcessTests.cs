using System.Management.Automation;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>Cmdlets that write ask before they do, and those that read do not.</summary>
public sealed class ShouldProcessTests : CmdletTests
{
    [Theory]
    [MemberData(nameof(CmdletNames.Writing), MemberType = typeof(CmdletNames))]
    public void WhatIf_says_what_would_be_done_and_writes_nothing(string cmdlet)
    {
        PipelineCall call = CmdletCases.Of(cmdlet).Works(Session);
        IReadOnlyDictionary<string, string> before = Session.Files();

        PipelineResult result = call.With(("WhatIf", true)).RunWell();

        Question question = Assert.Single(result.Questions);
        Assert.True(question.IsWhatIf);
        Assert.False(string.IsNullOrWhiteSpace(question.Description));
        Assert.Empty(result.Output);
        Assert.Equal(before, Session.Files());
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Writing), MemberType = typeof(CmdletNames))]
    public void A_no_to_Confirm_writes_nothing(string cmdlet)
    {
        List<Question> asked = [];
        Session.Engine.Prompt = question =>
        {
            asked.Add(question);
            return false;
        };
        PipelineCall call = CmdletCases.Of(cmdlet).Works(Session);
        IReadOnlyDictionary<string, string> before = Session.Files();

        PipelineResult result = call.With(("Confirm", true)).RunWell();

        Assert.False(string.IsNullOrWhiteSpace(Assert.Single(asked).Warning));
        Assert.Empty(result.Output);
        Assert.Equal(before, Session.Files());
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Writing), MemberType = typeof(CmdletNames))]
    public void A_yes_to_Confirm_writes(string cmdlet)
    {
        int asked = 0;
        Session.Engine.Prompt = _ => ++asked > 0;
        PipelineCall call = CmdletCases.Of(cmdlet).Works(Session);
        IReadOnlyDictionary<string, string> before = Session.Files();

        call.With(("Confirm", true)).RunWell();

        Assert.Equal(1, asked);
        Assert.NotEqual(before, Session.Files());
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Writing), MemberType = typeof(CmdletNames))]
    public void The_session_s_WhatIfPreference_holds_too(string cmdlet)
    {
        PipelineCall call = CmdletCases.Of(cmdlet).Works(Session);
        IReadOnlyDictionary<string, string> before = Session.Files();
        Session.Engine.Variables["WhatIfPreference"] = true;

        Assert.True(Assert.Single(call.RunWell().Questions).IsWhatIf);
        Assert.Equal(before, Session.Files());
    }

    [Theory]
    [MemberData(nameof(CmdletNames.Reading), MemberType = typeof(CmdletNames))]
    public void What_reads_asks_nothing_and_writes_nothing(string cmdlet)
    {
        PipelineCall call = CmdletCases.Of(cmdlet).Works(Session);
        IReadOnlyDictionary<string, string> before = Session.Files();
        Session.Engine.Variables["ConfirmPreference"] = ConfirmImpact.Low;

        PipelineResult result = call.RunWell();

        Assert.Empty(result.Questions);
        Assert.Equal(before, Session.Files());
        call.With(("WhatIf", true)).Run().ShouldRefuse("NamedParameterNotFound,");
    }
}
