using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class TestCcConnectionCommandTests : CmdletTests
{
    private static readonly string[] OfSource = ["Network", "Key", "Clock"];
    private static readonly string[] OfFile = ["File", "Rights", "Schema", "Space"];

    [Fact]
    public void Writes_a_row_for_each_check()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<ConnectionCheck> checks = Session.Run("Test-CcConnection").All<ConnectionCheck>();

        Assert.Equal([.. OfSource, .. OfFile], checks.Select(check => check.Check));
        Assert.DoesNotContain(checks, check => check.Verdict is CheckVerdict.Failed or CheckVerdict.Skipped);
        Assert.True(Session.Run("Test-CcConnection", ("Quiet", true)).Single<bool>());
    }

    [Fact]
    public void A_refused_key_is_a_row_and_no_error()
    {
        Session.ConnectSource(Session.Market.Locked);

        PipelineResult result = Session.Run("Test-CcConnection", ("SourceOnly", true), ("ErrorAction", "Stop"));

        Assert.Equal([CheckVerdict.Passed, CheckVerdict.Failed], result.All<ConnectionCheck>().Take(2).Select(check => check.Verdict));
        Assert.Empty(result.Warnings);
        PipelineResult quiet = Session.Run("Test-CcConnection", ("SourceOnly", true), ("Quiet", true), ("Verbose", true));
        Assert.False(quiet.Single<bool>());
        Assert.Contains(quiet.Entries, entry => $"{entry.Value}".Contains("refuses the key", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bad_setting_and_a_closed_handle_are_rows()
    {
        File.WriteAllText(Session.File(".env"), "DB_PORT=many");
        ConnectionCheck setting = Session.Run("Test-CcConnection", ("StoreOnly", true)).Single<ConnectionCheck>();
        File.Delete(Session.File(".env"));
        ConnectedStore store = Session.ConnectFilledStore();
        Session.Run("Disconnect-CcStore");

        ConnectionCheck closed = Session.Run("Test-CcConnection", ("StoreOnly", true), ("Store", store)).Single<ConnectionCheck>();

        Assert.Equal(("Settings", CheckVerdict.Failed), (setting.Check, setting.Verdict));
        Assert.Contains("DB_PORT", setting.Message, StringComparison.Ordinal);
        Assert.Equal(("Settings", CheckVerdict.Failed), (closed.Check, closed.Verdict));
        Assert.Contains("Connect-CcStore", closed.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_file_says_where_the_store_is_and_one_that_is_none_is_a_row()
    {
        Session.ConnectFilledStore();
        File.WriteAllText(Session.File("job.json"), """{ "store": { "file": "other.db" }, "steps": [ { "sync": "exchanges" } ] }""");
        File.WriteAllText(Session.File("bad.json"), """{ "stepz": [] }""");

        IReadOnlyList<ConnectionCheck> checks = Session.Run("Test-CcConnection", ("StoreOnly", true), ("Job", "job.json")).All<ConnectionCheck>();
        ConnectionCheck bad = Session.Run("Test-CcConnection", ("Job", "bad.json")).Single<ConnectionCheck>();

        Assert.All(checks, check => Assert.Contains("other.db", check.Target, StringComparison.Ordinal));
        Assert.Equal(("Settings", CheckVerdict.Failed), (bad.Check, bad.Verdict));
        Assert.Contains("stepz", bad.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StoreOnly", "SourceOnly")]
    public void Refuses_what_does_not_go_together(string one, string other) =>
        Session.Call("Test-CcConnection", (one, true), (other, true)).Run().ShouldRefuse("AmbiguousParameterSet,");
}
