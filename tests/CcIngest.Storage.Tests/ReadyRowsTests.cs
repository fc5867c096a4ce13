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
        ReadyRows ready = new(rows, "text");

        Assert.Null(ready.TakeFor<string>(Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 2)));
        Assert.Equal("text", ready.TakeFor<string>(rows));
        Assert.Null(ready.TakeFor<string>(rows));
    }
}
