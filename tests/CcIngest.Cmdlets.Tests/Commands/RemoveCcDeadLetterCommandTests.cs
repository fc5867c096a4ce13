using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class RemoveCcDeadLetterCommandTests : CmdletTests
{
    [Fact]
    public void Removes_the_letters_of_the_pipeline_as_one_run_and_leaves_their_periods_rejected()
    {
        Session.ConnectStoreWithLetters();
        int runs = Session.Run("Get-CcRun").Output.Count;
        IReadOnlyList<CoverageRecord> rejected = Rejected();

        Assert.Empty(Session.Call("Get-CcDeadLetter").Then(Module.Cmdlet("Remove-CcDeadLetter")).RunWell().Output);

        Assert.Empty(Session.Run("Get-CcDeadLetter").Output);
        Assert.Equal(rejected.Count, Rejected().Count);
        Assert.Equal(runs + 1, Session.Run("Get-CcRun").Output.Count);
    }

    [Fact]
    public void Has_their_periods_asked_for_again()
    {
        Session.ConnectStoreWithLetters();

        Session.Call("Get-CcDeadLetter").Then(Module.Cmdlet("Remove-CcDeadLetter"), ("AskAgain", true)).RunWell();

        Assert.Empty(Rejected());
        Assert.NotEmpty(Session.Run("Get-CcCoverage", ("State", "Pending")).Output);
    }

    [Fact]
    public void Does_nothing_for_an_empty_pipe_and_wants_an_id_otherwise()
    {
        Session.ConnectStoreWithLetters();

        Assert.Empty(Session.Call("Remove-CcDeadLetter").Piping().RunWell().Questions);
        Session.Call("Remove-CcDeadLetter").Run().ShouldRefuse("MissingMandatoryParameter,");
    }

    private IReadOnlyList<CoverageRecord> Rejected() => Session.Run("Get-CcCoverage", ("State", "Rejected")).All<CoverageRecord>();
}
