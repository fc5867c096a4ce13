using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcDuplicateCommandTests : CmdletTests
{
    [Fact]
    public void A_group_says_its_key_how_many_and_why()
    {
        OldTable.Make(Session.ConnectBareStore());

        DuplicateGroup group = Session.Run("Get-CcDuplicate").Single<DuplicateGroup>();

        Assert.Equal(["kraken", "XXBTZUSD", "2024-01-02 00:00:00"], group.Values);
        Assert.Equal((2L, "2024-02-01 00:00:00", "2024-01-31 00:00:00"), (group.Rows, group.Newest, group.Oldest));
        Assert.Contains("no unique key", group.Reason, StringComparison.Ordinal);
        Assert.Contains("Remove-CcDuplicate", group.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_with_its_key_has_none()
    {
        Session.ConnectFilledStore();

        Assert.Empty(Session.Run("Get-CcDuplicate").Output);
    }
}
