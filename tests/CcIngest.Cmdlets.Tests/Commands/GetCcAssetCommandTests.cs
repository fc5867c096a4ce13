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

        Assert.Equal(all.Take(3).Select(Numbers), Session.Run("Get-CcAsset", ("Top", 3)).All<Asset>().Select(Numbers));
        Session.Call("Get-CcAsset", ("Top", 0)).Run().ShouldRefuse("ParameterArgumentValidationError,");
    }

    [Theory]
    [InlineData("SpotVolume30Day", "SpotVolume30DayUsd")]
    [InlineData("SpotVolume7Day", "SpotVolume7DayUsd")]
    [InlineData("SpotVolume24Hour", "SpotVolume24HourUsd")]
    [InlineData("MarketCap", "CirculatingMarketCapUsd")]
    [InlineData("Price", "PriceUsd")]
    public void Ranks_by_the_word_that_was_asked_for(string by, string property)
    {
        Session.ConnectFilledStore();

        double?[] ranked = [.. Session.Run("Get-CcAsset", ("Top", 20), ("By", by)).All<Asset>().Select(asset => (double?)typeof(Asset).GetProperty(property)!.GetValue(asset))];

        Assert.Equal(20, ranked.Length);
        Assert.Equal(ranked.OrderDescending(), ranked);
        Session.Call("Get-CcAsset", ("By", "Luck")).Run().ShouldRefuse("CannotConvertArgumentNoMessage,");
    }

    [Fact]
    public void Shows_what_an_asset_has_several_of_and_its_ids_elsewhere()
    {
        Session.ConnectFilledStore();

        Asset tether = Session.Run("Get-CcAsset", ("Asset", "USDT")).Single<Asset>();

        Assert.Equal(["STABLECOIN"], tether.Industries);
        Assert.Equal(["REALCOIN"], tether.PreviousSymbols);
        Assert.Empty(tether.ConsensusMechanisms);
        Assert.Equal("tether", tether.CoinGeckoId);
        Asset bitcoin = Session.Run("Get-CcAsset", ("Asset", "BTC")).Single<Asset>();
        Assert.Equal("POW Nakamoto Consensus SHA_256", string.Join(' ', [.. bitcoin.ConsensusMechanisms, .. bitcoin.ConsensusAlgorithmTypes, .. bitcoin.HashingAlgorithmTypes]));
    }

    [Fact]
    public void Gives_nothing_from_a_store_without_assets()
    {
        Session.ConnectEmptyStore();

        Assert.Empty(Session.Run("Get-CcAsset").Output);
    }

    private static (long, double?) Numbers(Asset asset) => (asset.AssetId, asset.SpotVolume30DayUsd);
}
