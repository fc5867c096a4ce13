using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcExchangeCommandTests : CmdletTests
{
    [Fact]
    public void Finds_names_by_pattern_from_the_command_line_and_from_the_pipeline()
    {
        Session.ConnectFilledStore();

        Assert.Equal(["kraken"], Names(Session.Call("Get-CcExchange").At("KRAK*").RunWell()));
        Assert.Equal(["coinbase", "kraken"], Names(Session.Call("Get-CcExchange").Piping("kraken", "coinbase").RunWell()).Order(StringComparer.Ordinal));
        Assert.Empty(Session.Call("Get-CcExchange").Piping().RunWell().Output);
    }

    [Fact]
    public void Chooses_by_grade()
    {
        Session.ConnectFilledStore();

        int all = Session.Run("Get-CcExchange").Output.Count;
        int good = Session.Run("Get-CcExchange", ("MinimumGrade", "A")).Output.Count;

        Assert.InRange(good, 1, all - 1);
        Session.Call("Get-CcExchange", ("MinimumGrade", "Z")).Run().ShouldFail("JobInvalid", ErrorCategory.ParserError);
    }

    [Fact]
    public void Stops_reading_when_the_next_command_has_enough()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Session.Call("Get-CcExchange").First(1).Run();

        Assert.Single(result.Output);
        Assert.True(result.IsSuccess);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Refuses_an_empty_name(string? name) => Session.Call("Get-CcExchange", ("Name", name)).Run().ShouldRefuse("ParameterArgumentValidationError,");

    private static IEnumerable<string> Names(PipelineResult result) => result.All<Exchange>().Select(exchange => exchange.Name);
}
