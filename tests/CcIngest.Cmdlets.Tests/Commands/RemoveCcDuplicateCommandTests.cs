using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class RemoveCcDuplicateCommandTests : CmdletTests
{
    [Fact]
    public void The_newest_stays_in_place_and_a_rebuild_gives_the_key()
    {
        OldTable.Make(Session.ConnectBareStore());

        Session.Call("Get-CcDuplicate").Then(Module.Cmdlet("Remove-CcDuplicate"), ("WhatIf", true)).Run();
        DuplicateRemoval removed = Session.Call("Get-CcDuplicate").Then(Module.Cmdlet("Remove-CcDuplicate"), ("ExportPath", "removed"), ("Confirm", false))
            .RunWell().Single<DuplicateRemoval>();
        DuplicateRemoval none = Session.Run("Remove-CcDuplicate", ("Confirm", false)).Single<DuplicateRemoval>();
        DuplicateRemoval rebuilt = Session.Run("Remove-CcDuplicate", ("Rebuild", true), ("Confirm", false)).Single<DuplicateRemoval>();

        Assert.Equal(("in place", 3L, 2L, 1L, false), (removed.Method, removed.RowsBefore, removed.RowsAfter, removed.Removed, removed.HasKey));
        Assert.Single(Directory.GetFiles(Session.File("removed"), "*.parquet"));
        Assert.Equal(("none", 0L, false), (none.Method, none.Removed, none.HasKey));
        Assert.Equal(("rebuild", 2L, 2L, true), (rebuilt.Method, rebuilt.RowsBefore, rebuilt.RowsAfter, rebuilt.HasKey));
        Assert.True(Session.Run("Remove-CcDuplicate", ("Confirm", false)).Single<DuplicateRemoval>().HasKey);
    }
}
