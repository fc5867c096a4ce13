using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Coinbase Exchange: <c>/products</c>. Candles as arrays of six JSON numbers, newest first, and none for a period without trades.</summary>
internal sealed class CoinbaseSpot : VenueAdapter
{
    public override VenueSheet Sheet { get; } = new()
    {
        Exchange = "coinbase",
        Title = "Coinbase",
        Address = new Uri("https://api.exchange.coinbase.com"),
        AddressSetting = "COINBASE_API_BASE_URL",
        // Seconds, and no others: the rest is refused.
        Intervals = new Dictionary<string, string>
        {
            ["1m"] = "60", ["5m"] = "300", ["15m"] = "900", ["1h"] = "3600", ["6h"] = "21600", ["1d"] = "86400",
        }.ToDictionary(pair => Interval.Parse(pair.Key), pair => pair.Value),
        PageSize = 300,
        From = VenueBound.Inclusive,
        To = VenueBound.Inclusive,
        IsAscending = false,
        HasEveryPeriod = false,
        // The exchange opened in that month.
        Earliest = new DateTime(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        Limits = new Dictionary<TimeSpan, long> { [RateWindow.Second] = 10 },
        KlinesWeight = _ => 1,
        SymbolsWeight = 1,
        MaxConcurrency = 4,
        BytesPerRow = 60,
    };

    public override KlineShape Klines { get; } = new(["open_time", "low", "high", "open", "close", "volume"], TimeSpan.FromSeconds(1));

    public override SourceRequest SymbolsRequest() => new("/products");

    public override SourceRequest TimeRequest() => new("/time");

    /// <summary>Both bounds are inclusive, so the last second before the range's end is the end.</summary>
    public override SourceRequest KlinesRequest(string symbol, Interval interval, TimeRange range) =>
        new SourceRequest($"/products/{Uri.EscapeDataString(symbol)}/candles")
            .With("granularity", Word(interval))
            .With("start", Text(range.From))
            .With("end", Text(range.To.AddSeconds(-1)));

    public override JsonElement KlineRows(JsonElement answer) => answer.ValueKind == JsonValueKind.Array
        ? answer
        : throw new JsonException("The candles are no list.");

    public override void ReadSymbols(JsonElement answer, SymbolRecords records)
    {
        if (answer.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("The products are no list.");
        }

        foreach (JsonElement record in answer.EnumerateArray())
        {
            ReadSymbol(record, records);
        }
    }

    public override void ReadSymbol(JsonElement record, SymbolRecords records)
    {
        string? status = record.TextOf("status");
        records.Add(new ListedSymbol(record.TextOf("id") ?? "", Standard(record.TextOf("base_currency")), Standard(record.TextOf("quote_currency")))
        {
            Type = SymbolType.Spot,
            NativeStatus = status,
            Status = status switch
            {
                "online" when record.IsTrue("trading_disabled") => Symbols.Halted,
                "online" when record.IsTrue("cancel_only") || record.IsTrue("post_only") || record.IsTrue("limit_only") || record.IsTrue("auction_mode") => Symbols.Restricted,
                "online" => Symbols.Active,
                "offline" => Symbols.Halted,
                "delisted" => Symbols.Closed,
                _ => Symbols.Other,
            },
            Tick = record.TextOf("quote_increment"),
            Lot = record.TextOf("base_increment"),
        }, record);
    }

    public override SourceError? ErrorOf(int status, JsonElement? answer, DateTimeOffset now) => CoinbaseErrors.Of(status, answer);

    /// <summary>No header tells what is used: of each answer only its own call is known, and the calls from here are counted.</summary>
    public override IReadOnlyList<RateWindow> ReadLimits(HttpResponseHeaders headers, IReadOnlyDictionary<TimeSpan, long> limits, DateTimeOffset serverNow) =>
        [.. limits.Select(limit => new RateWindow(limit.Key) { Limit = limit.Value, Remaining = limit.Value - 1 })];

    /// <summary>Celo is listed under the name it had before its start.</summary>
    private static string? Standard(string? asset) => asset == "CGLD" ? "CELO" : asset;

    private static string Text(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
