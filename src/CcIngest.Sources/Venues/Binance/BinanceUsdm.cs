using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Binance futures with margin in USD stablecoins: <c>/fapi/v1</c>. A venue of its own, because its names are those of spot.</summary>
internal sealed class BinanceUsdm : BinanceAdapter
{
    public override VenueSheet Sheet { get; } = new()
    {
        Exchange = "binance-usdm",
        Title = "Binance USD-M",
        Address = new Uri("https://fapi.binance.com"),
        AddressSetting = "BINANCE_USDM_API_BASE_URL",
        Intervals = Words,
        PageSize = 1_500,
        From = VenueBound.Inclusive,
        To = VenueBound.Inclusive,
        Earliest = new DateTime(2019, 9, 8, 0, 0, 0, DateTimeKind.Utc),
        Limits = new Dictionary<TimeSpan, long> { [RateWindow.Minute] = 2_400 },
        KlinesWeight = limit => limit switch { < 100 => 1, < 500 => 2, <= 1_000 => 5, _ => 10 },
        SymbolsWeight = 1,
        Books = new BookSheet
        {
            Depths = [5, 10, 20, 50, 100, 500, 1_000],
            MostLevels = 1_000,
            Weight = depth => depth switch { <= 50 => 2, <= 100 => 5, <= 500 => 10, _ => 20 },
            HasTime = true,
            HasUpdateId = true,
        },
        MaxConcurrency = 8,
        BytesPerRow = 160,
    };

    protected override string Root => "/fapi/v1";

    public override void ReadSymbol(JsonElement record, SymbolRecords records)
    {
        string? status = record.TextOf("status");
        string contract = record.TextOf("contractType") ?? "";
        DateTime? delivery = record.MillisecondsOf("deliveryDate");
        SymbolType? type = contract switch
        {
            "PERPETUAL" or "PERPETUAL DELIVERING" or "TRADIFI_PERPETUAL" => SymbolType.Perpetual,
            "CURRENT_QUARTER" or "NEXT_QUARTER" or "CURRENT_MONTH" or "NEXT_MONTH" or "CURRENT_QUARTER DELIVERING" or "NEXT_QUARTER DELIVERING" => SymbolType.Future,
            _ => null,
        };
        records.Add(new ListedSymbol(record.TextOf("symbol") ?? "", record.TextOf("baseAsset"), record.TextOf("quoteAsset"))
        {
            Type = type ?? SymbolType.Perpetual,
            Refusal = type is null ? $"the contract type '{contract}' is neither a perpetual nor a dated future." : null,
            NativeStatus = status,
            Status = status switch
            {
                "TRADING" => Symbols.Active,
                "PENDING_TRADING" => Symbols.Pending,
                "PRE_DELIVERING" or "PRE_SETTLE" => Symbols.Restricted,
                "DELIVERING" or "SETTLING" or "CLOSE" => Symbols.Closed,
                _ => Symbols.Other,
            },
            Listing = record.MillisecondsOf("onboardDate"),
            Delivery = delivery == NoDelivery ? null : delivery,
            Tick = Filter(record, "PRICE_FILTER", "tickSize"),
            Lot = Filter(record, "LOT_SIZE", "stepSize"),
            // USD-M contracts count in the base asset.
            ContractSize = "1",
        }, record);
    }
}
