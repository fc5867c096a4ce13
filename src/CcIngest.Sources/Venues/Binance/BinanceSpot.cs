using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Binance spot: <c>/api/v3</c>.</summary>
internal sealed class BinanceSpot : BinanceAdapter
{
    public override VenueSheet Sheet { get; } = new()
    {
        Exchange = "binance",
        Title = "Binance",
        Address = new Uri("https://api.binance.com"),
        AddressSetting = "BINANCE_API_BASE_URL",
        Intervals = Words,
        PageSize = 1_000,
        From = VenueBound.Inclusive,
        To = VenueBound.Inclusive,
        Earliest = new DateTime(2017, 7, 14, 0, 0, 0, DateTimeKind.Utc),
        Limits = new Dictionary<TimeSpan, long> { [RateWindow.Minute] = 6_000 },
        KlinesWeight = _ => 2,
        SymbolsWeight = 20,
        Books = new BookSheet
        {
            MostLevels = 5_000,
            Weight = depth => depth switch { <= 100 => 5, <= 500 => 25, <= 1_000 => 50, _ => 250 },
            HasUpdateId = true,
        },
        MaxConcurrency = 8,
        BytesPerRow = 190,
    };

    protected override string Root => "/api/v3";

    public override void ReadSymbol(JsonElement record, SymbolRecords records)
    {
        string? status = record.TextOf("status");
        records.Add(new ListedSymbol(record.TextOf("symbol") ?? "", record.TextOf("baseAsset"), record.TextOf("quoteAsset"))
        {
            Type = SymbolType.Spot,
            NativeStatus = status,
            Status = status switch
            {
                "TRADING" => Symbols.Active,
                "BREAK" or "HALT" or "END_OF_DAY" => Symbols.Halted,
                "CANCEL_ONLY" => Symbols.Restricted,
                _ => Symbols.Other,
            },
            Tick = Filter(record, "PRICE_FILTER", "tickSize"),
            Lot = Filter(record, "LOT_SIZE", "stepSize"),
        }, record);
    }
}
