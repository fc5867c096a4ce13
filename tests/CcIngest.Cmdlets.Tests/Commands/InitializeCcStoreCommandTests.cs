using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class InitializeCcStoreCommandTests : CmdletTests
{
    [Fact]
    public void Makes_the_tables_and_does_nothing_the_second_time()
    {
        ConnectedStore store = Session.ConnectEmptyStore();

        Assert.Empty(Session.Run("Get-CcRun").Output);
        Assert.NotNull(Session.ConnectStore(store.Address).SchemaVersion);
        PipelineResult again = Session.Run("Initialize-CcStore", ("Verbose", true));
        Assert.Empty(again.Questions);
        Assert.Contains(again.Verbose, line => line.Contains("has the current schema", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_shows_the_SQL()
    {
        Session.ConnectBareStore();

        Question question = Assert.Single(Session.Run("Initialize-CcStore", ("WhatIf", true)).Questions);

        Assert.Contains("CREATE TABLE", question.Description, StringComparison.Ordinal);
        Assert.Contains("cc_ohlcv_spot_1d_raw", question.Description, StringComparison.Ordinal);
    }
}
