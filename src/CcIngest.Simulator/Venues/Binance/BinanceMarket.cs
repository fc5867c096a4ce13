using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>A symbol of a Binance market. Times are Unix seconds.</summary>
/// <param name="Delivery">When a dated contract ends; null for all else.</param>
internal sealed record BinanceSymbol(string Name, SimulatedInstrument Instrument, DateTime? Delivery = null)
{
    /// <summary>Null for one that never traded.</summary>
    public CandleSeries? Series => Instrument.Series;
}

/// <summary>One of Binance's markets: where it is, what it lists, how it writes numbers, what requests weigh.</summary>
internal sealed record BinanceMarket(string Root, bool IsFutures, BinanceApi Api, int WeightLimit, IReadOnlyDictionary<string, BinanceSymbol> Symbols)
{
    private const int SpotLimit = 6_000;
    private const int UsdmLimit = 2_400;

    /// <summary>In how many months from the beginning of the quarter contracts are delivered.</summary>
    private static readonly int[] Quarters = [3, 6];

    public int MostKlines => IsFutures ? 1_500 : 1_000;

    /// <summary>Decimals of prices: all eight on spot, those of the tick on futures.</summary>
    public int PriceDecimals(CandleSeries series) => IsFutures ? series.Precision.PriceDecimals : Math.Max(8, series.Precision.PriceDecimals);

    public int KlinesWeight(long limit) => !IsFutures ? 2 : limit switch { < 100 => 1, < 500 => 2, <= 1_000 => 5, _ => 10 };

    public int DepthWeight(long limit) => IsFutures
        ? limit switch { <= 50 => 2, <= 100 => 5, <= 500 => 10, _ => 20 }
        : limit switch { <= 100 => 5, <= 500 => 25, <= 1_000 => 50, _ => 250 };

    public static BinanceMarket Spot(SimulatedMarkets markets, SimulatorOptions options) => new(
        "/api/v3", IsFutures: false, new BinanceApi(options.LimitOf("binance")), options.LimitOf("binance") ?? SpotLimit,
        Instruments(markets).ToDictionary(instrument => instrument.Raw, instrument => new BinanceSymbol(instrument.Raw, instrument), StringComparer.Ordinal));

    /// <summary>A perpetual for each spot pair against USDT, and two dated contracts on each of the first two.</summary>
    public static BinanceMarket Usdm(SimulatedMarkets markets, SimulatorOptions options)
    {
        SimulatedInstrument[] pairs = [.. Instruments(markets).Where(instrument => instrument is { Quote.Symbol: "USDT", Series: not null })];
        DateTime quarter = new(options.Now.Year, (((options.Now.Month - 1) / 3) * 3) + 1, 1, 8, 0, 0, DateTimeKind.Utc);
        IEnumerable<BinanceSymbol> dated =
            from pair in pairs.Take(2)
            from months in Quarters
            let delivery = LastFriday(quarter.AddMonths(months).AddDays(-1))
            select new BinanceSymbol($"{pair.Raw}_{delivery.ToString("yyMMdd", CultureInfo.InvariantCulture)}", pair, delivery);
        return new BinanceMarket("/fapi/v1", IsFutures: true, new BinanceApi(options.LimitOf("binance-usdm")),
            options.LimitOf("binance-usdm") ?? UsdmLimit,
            pairs.Select(pair => new BinanceSymbol(pair.Raw, pair)).Concat(dated).ToDictionary(symbol => symbol.Name, StringComparer.Ordinal));
    }

    private static IEnumerable<SimulatedInstrument> Instruments(SimulatedMarkets markets) => markets.FindVenue("binance")?.Instruments ?? [];

    private static DateTime LastFriday(DateTime day) => day.AddDays(-(((int)day.DayOfWeek - (int)DayOfWeek.Friday + 7) % 7));
}
