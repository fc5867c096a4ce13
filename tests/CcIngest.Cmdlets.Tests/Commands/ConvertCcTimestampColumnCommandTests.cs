using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class ConvertCcTimestampColumnCommandTests : CmdletTests
{
    [Fact]
    public void A_table_of_the_older_system_gets_times_and_its_key_and_then_there_is_nothing_to_do()
    {
        OldTable.Make(Session.ConnectBareStore());

        PipelineResult told = Session.Run("Convert-CcTimestampColumn", ("RemoveDuplicate", true), ("WhatIf", true));
        TimestampConversion done = Session.Run(
            "Convert-CcTimestampColumn", ("RemoveDuplicate", true), ("ExportPath", "removed"), ("Confirm", false)).Single<TimestampConversion>();
        TimestampConversion again = Session.Run("Convert-CcTimestampColumn", ("Confirm", false)).Single<TimestampConversion>();
        TimestampConversion removed = Session.Run("Convert-CcTimestampColumn", ("RemoveOriginal", true), ("Confirm", false)).Single<TimestampConversion>();

        Assert.Empty(told.Output);
        Assert.Equal((ConversionOutcome.Converted, 3L, 2L, 1L), (done.Outcome, done.RowsBefore, done.RowsAfter, done.DuplicatesRemoved));
        Assert.Equal(
            [("first_trade_timestamp", TimeUnit.s, 3L, 0L), ("last_trade_timestamp", TimeUnit.s, 3L, 0L), ("high_trade_timestamp", TimeUnit.s, 0L, 0L), ("low_trade_timestamp", TimeUnit.s, 0L, 3L)],
            done.Columns.Select(column => (column.Column, column.Unit!.Value, column.Converted, column.Zeros)));
        Assert.Single(Directory.GetFiles(Session.File("removed"), "*.parquet"));
        Assert.Equal((ConversionOutcome.NothingToDo, done.Original), (again.Outcome, again.Original));
        Assert.Equal(ConversionOutcome.OriginalRemoved, removed.Outcome);
    }

    [Fact]
    public void Duplicates_and_mixed_units_are_refused_with_their_counts()
    {
        OldTable.Make(Session.ConnectBareStore());

        string duplicates = Session.Call("Convert-CcTimestampColumn", ("Confirm", false)).Run().Failure!.Exception.Message;
        string range = Session.Call("Convert-CcTimestampColumn", ("Unit", "ns"), ("Column", new[] { "open" }), ("Confirm", false)).Run().Failure!.Exception.Message;

        Assert.Contains("of 3 rows 1 have a key", duplicates, StringComparison.Ordinal);
        Assert.Contains("open is DOUBLE", range, StringComparison.Ordinal);
    }
}
