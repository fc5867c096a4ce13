using System.Management.Automation;
using System.Text.Json;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Cmdlets.Tests;

public sealed class ExportCcReportCommandTests : CmdletTests
{
    [Fact]
    public void Writes_a_page_and_returns_it_only_with_PassThru()
    {
        Session.ConnectFilledStore();

        Assert.Empty(Session.Call("Export-CcReport", ("Top", 0)).At("report.html").RunWell().Output);
        FileInfo file = Session.Call("Export-CcReport", ("Top", 0), ("PassThru", true), ("Force", true)).At("./report.html").RunWell().Single<FileInfo>();

        Assert.Equal(Session.File("report.html"), file.FullName);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(file.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void Replaces_a_file_only_with_Force()
    {
        Session.ConnectFilledStore();
        File.WriteAllText(Session.File("report.html"), "mine");

        Session.Call("Export-CcReport").At("report.html").Run().ShouldFail("FileMismatch", ErrorCategory.InvalidData);

        Assert.Equal("mine", File.ReadAllText(Session.File("report.html")));
    }

    [Fact]
    public void Draws_the_series_that_are_named_and_still_tells_of_all()
    {
        Session.ConnectFilledStore();
        Session.Call("Export-CcReport").At("all.html").RunWell();

        Session.Call("Export-CcReport", ("Exchange", "Kraken"), ("RawSymbol", "XXBTZUSD"), ("Interval", Interval.OneDay)).At("one.html").RunWell();

        JsonElement all = ReportData.OfFile(Session.File("all.html"));
        JsonElement one = ReportData.OfFile(Session.File("one.html"));
        Assert.True(all.GetProperty("candles").GetArrayLength() > 1);
        Assert.Equal(1, one.GetProperty("candles").GetArrayLength());
        Assert.Equal(all.GetProperty("series").GetProperty("symbol").GetArrayLength(), one.GetProperty("series").GetProperty("symbol").GetArrayLength());
    }
}
