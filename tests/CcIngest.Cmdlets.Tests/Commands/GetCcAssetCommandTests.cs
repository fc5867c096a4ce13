using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcAssetCommandTests : CmdletTests
{
    [Theory]
    [InlineData("btc", new[] { "BTC" })]
    [InlineData("B?C", new[] { "BTC" })]
    [InlineData("no-such", new string[0])]
    public void Finds_symbols_by_pattern_whatever_their_case(string pattern, string[] symbols)
    {
        Session.ConnectFilledStore();

        Assert.Equal(symbols, Session.Call("Get-CcAsset").At(pattern).RunWell().All<Asset>().Select(asset => asset.Symbol));
    }

    [Fact]
    public void Gives_the_first_by_volume()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<Asset> all = Session.Run("Get-CcAsset").All<Asset>();

        Assert.Equal(all.Take(3), Session.Run("Get-CcAsset", ("Top", 3)).All<Asset>());
        Session.Call("Get-CcAsset", ("Top", 0)).Run().ShouldRefuse("ParameterArgumentValidationError,");
    }
}
