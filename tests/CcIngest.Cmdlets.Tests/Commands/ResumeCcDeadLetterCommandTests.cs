using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class ResumeCcDeadLetterCommandTests : CmdletTests
{
    [Fact]
    public void Keeps_what_still_breaks_a_rule()
    {
        Session.ConnectStoreWithLetters();
        int letters = Session.Run("Get-CcDeadLetter").Output.Count;

        IReadOnlyList<ResumedLetter> told = Session.Call("Get-CcDeadLetter").Then(Module.Cmdlet("Resume-CcDeadLetter")).RunWell().All<ResumedLetter>();

        Assert.Equal(letters, told.Count);
        Assert.All(told, letter => Assert.Equal(LetterOutcome.StillRejected, letter.Outcome));
        Assert.Equal(letters, Session.Run("Get-CcDeadLetter").Output.Count);
    }

    [Fact]
    public void Tells_of_a_letter_that_is_not_there_and_goes_on_with_the_others()
    {
        Session.ConnectStoreWithLetters();
        DeadLetterRecord letter = Session.Run("Get-CcDeadLetter", ("Last", 1)).Single<DeadLetterRecord>();

        PipelineResult result = Session.Call("Resume-CcDeadLetter").Piping("nobody", letter.LetterId).Run();

        result.ShouldTell("SelectionEmpty", ErrorCategory.ObjectNotFound);
        Assert.Equal(letter.LetterId, result.Single<ResumedLetter>().LetterId);
    }
}
