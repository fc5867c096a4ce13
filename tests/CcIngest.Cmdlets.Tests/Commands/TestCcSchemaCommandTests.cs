using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class TestCcSchemaCommandTests : CmdletTests
{
    [Fact]
    public void A_store_of_this_program_has_nothing_to_tell()
    {
        Session.ConnectFilledStore();

        Assert.Empty(Session.Run("Test-CcSchema", ("All", true)).Output);
        Assert.True(Session.Run("Test-CcSchema", ("Quiet", true)).Single<bool>());
    }

    [Fact]
    public void Tables_are_chosen_by_name_and_each_difference_names_its_remedy()
    {
        Session.Run("Connect-CcStore", ("Path", Session.File("bare.db")));

        IReadOnlyList<SchemaDrift> found = Session.Run("Test-CcSchema", ("Table", new[] { "cc_ohlcv_spot_*" })).All<SchemaDrift>();

        Assert.Equal(6, found.Count);
        Assert.All(found, drift => Assert.Equal((SchemaDriftKind.MissingTable, "Initialize-CcStore"), (drift.Kind, drift.Command)));
        Assert.False(Session.Run("Test-CcSchema", ("Quiet", true)).Single<bool>());
    }
}
