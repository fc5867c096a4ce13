using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class WatchCcRunCommandTests : CmdletTests
{
    [Fact]
    public void A_run_that_has_ended_is_written_once_with_its_outcome_and_counts()
    {
        Session.ConnectFilledStore();
        RunRecord run = Session.Run("Get-CcRun", ("Last", 1)).Single<RunRecord>();

        RunSnapshot seen = Session.Run("Watch-CcRun", ("RunId", new[] { run.RunId })).Single<RunSnapshot>();

        Assert.Equal((run.RunId, run.Outcome, run.Requests, run.RowsInserted), (seen.RunId, seen.Outcome, seen.Requests, seen.Rows.Inserted));
        Assert.True(seen.HasEnded && seen.Elapsed > TimeSpan.Zero && seen.Requests / seen.RequestsPerSecond > 0);
    }

    [Fact]
    public void Without_a_run_under_way_it_says_so()
    {
        Session.ConnectFilledStore();

        Session.Call("Watch-CcRun").Run().ShouldRefuse("SelectionEmpty,");
    }
}
