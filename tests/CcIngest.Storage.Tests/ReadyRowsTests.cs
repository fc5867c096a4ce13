using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public sealed class ReadyRowsTests
{
    /// <summary>An attempt that was given up may still read what it took.</summary>
    [Fact]
    public void They_are_for_one_load_of_the_rows_that_they_were_made_of()
    {
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 2);
        using MemoryStream form = new();
        using ReadyRows ready = new(rows, form);

        Assert.Null(ready.TakeFor<MemoryStream>(Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 2)));
        Assert.Same(form, ready.TakeFor<MemoryStream>(rows));
        Assert.Null(ready.TakeFor<MemoryStream>(rows));
    }

    [Fact]
    public void What_nobody_took_is_given_back_and_what_somebody_took_is_not()
    {
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 2);
        using MemoryStream left = new();
        using MemoryStream taken = new();
        ReadyRows ofTaken = new(rows, taken);
        new ReadyRows(rows, left).Dispose();
        ofTaken.TakeFor<MemoryStream>(rows);
        ofTaken.Dispose();

        Assert.Equal((false, true), (left.CanRead, taken.CanRead));
    }
}
