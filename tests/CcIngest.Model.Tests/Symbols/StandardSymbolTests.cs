namespace CcIngest.Model.Tests;

/// <summary>Standard symbols: read and printed in one form, everything else refused with the reason.</summary>
public sealed class StandardSymbolTests
{
    [Theory]
    [InlineData("BTC-USDT-SPOT", "BTC", "USDT", SymbolType.Spot, null)]
    [InlineData("BTC-USDT-PERP", "BTC", "USDT", SymbolType.Perpetual, null)]
    [InlineData("BTC-USDT-FUTURE_260327", "BTC", "USDT", SymbolType.Future, "2026-03-27")]
    [InlineData("BTC-USDT-FUTURE_991231", "BTC", "USDT", SymbolType.Future, "2099-12-31")]
    [InlineData("1000SATS-USDT-SPOT", "1000SATS", "USDT", SymbolType.Spot, null)]
    [InlineData("币安人生-USDT-PERP", "币安人生", "USDT", SymbolType.Perpetual, null)]
    public void A_symbol_is_read_and_printed_alike(string text, string @base, string quote, SymbolType type, string? delivery)
    {
        StandardSymbol symbol = StandardSymbol.Parse(text);

        Assert.Equal((@base, quote, type), (symbol.Base, symbol.Quote, symbol.Type));
        Assert.Equal(delivery is null ? null : DateOnly.Parse(delivery, System.Globalization.CultureInfo.InvariantCulture), symbol.Delivery);
        Assert.Equal(text, symbol.ToString());
        Assert.Equal(symbol, StandardSymbol.Parse(text));
    }

    [Theory]
    [InlineData(null, "1 part between dashes")]
    [InlineData("", "1 part between dashes")]
    [InlineData("BTCUSDT", "1 part between dashes")]
    [InlineData("BTC-USDT", "2 parts between dashes")]
    [InlineData("BTC-USDT-SPOT-X", "4 parts between dashes")]
    [InlineData("btc-USDT-SPOT", "The base 'btc' has 'b'")]
    [InlineData("BTC-USDt-SPOT", "The quote 'USDt' has 't'")]
    [InlineData("BTC- USDT-SPOT", "has ' '")]
    [InlineData("ETH2.S-ETH-SPOT", "The base 'ETH2.S' has '.'")]
    [InlineData("-USDT-SPOT", "The base is empty")]
    [InlineData("BTC--SPOT", "The quote is empty")]
    [InlineData("BTC-BTC-SPOT", "Base and quote are both 'BTC'")]
    [InlineData("BTC-USDT-spot", "'spot' is no kind of symbol")]
    [InlineData("BTC-USDT-SWAP", "'SWAP' is no kind of symbol")]
    [InlineData("BTC-USDT-SPOT_260327", "'SPOT_260327' is no kind of symbol")]
    [InlineData("BTC-USDT-FUTURE", "A future has its day of delivery")]
    [InlineData("BTC-USDT-FUTURE_", "'' is no day")]
    [InlineData("BTC-USDT-FUTURE_260230", "'260230' is no day")]
    [InlineData("BTC-USDT-FUTURE_20260327", "'20260327' is no day")]
    [InlineData("BTC-USDT-FUTURE_26032٧", "is no day")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456-USDT-SPOT", "has 33 characters, at most 32")]
    [InlineData("A\uD800-USDT-SPOT", "no capital letter")]
    public void All_else_is_refused_with_the_reason(string? text, string reason)
    {
        Assert.False(StandardSymbol.TryParse(text, out StandardSymbol? symbol, out string? why));

        Assert.Null(symbol);
        Assert.Contains(reason, why, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<FormatException>(() => StandardSymbol.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_make_the_symbol_that_their_text_gives()
    {
        Assert.True(StandardSymbol.TryCreate("BTC", "USDT", SymbolType.Future, new DateOnly(2026, 3, 27), out StandardSymbol? future, out _));

        Assert.Equal(StandardSymbol.Parse("BTC-USDT-FUTURE_260327"), future);
    }

    [Theory]
    [InlineData(SymbolType.Spot, "2026-03-27", "Only a future has a day of delivery, SPOT has none.")]
    [InlineData(SymbolType.Perpetual, "2026-03-27", "Only a future has a day of delivery, PERP has none.")]
    [InlineData(SymbolType.Future, null, "A future has its day of delivery")]
    [InlineData(SymbolType.Future, "2100-12-25", "2100-12-25 is not of the years 2000 to 2099")]
    public void A_day_of_delivery_belongs_to_futures(SymbolType type, string? delivery, string reason)
    {
        DateOnly? day = delivery is null ? null : DateOnly.Parse(delivery, System.Globalization.CultureInfo.InvariantCulture);

        Assert.False(StandardSymbol.TryCreate("BTC", "USDT", type, day, out _, out string? why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }
}
