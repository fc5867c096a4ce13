using System.Net.Http.Headers;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Kraken spot: <c>/0/public</c>. It gives its newest 720 klines of an interval, the running one included, and no older ones at all.</summary>
internal sealed class KrakenSpot : VenueAdapter
{
    private const string Root = "/0/public";

    public override VenueSheet Sheet { get; } = new()
    {
        Exchange = "kraken",
        Title = "Kraken",
        Address = new Uri("https://api.kraken.com"),
        AddressSetting = "KRAKEN_API_BASE_URL",
        // Minutes. 10080 and 21600 are left out: those periods are counted from a Thursday in 1970, ours from a Monday.
        Intervals = new Dictionary<string, string>
        {
            ["1m"] = "1", ["5m"] = "5", ["15m"] = "15", ["30m"] = "30", ["1h"] = "60", ["4h"] = "240", ["1d"] = "1440",
        }.ToDictionary(pair => Interval.Parse(pair.Key), pair => pair.Value),
        PageSize = 720,
        From = VenueBound.Exclusive,
        To = VenueBound.None,
        NewestOnly = 720,
        // No header tells; about a call a second is what an address has.
        Limits = new Dictionary<TimeSpan, long> { [RateWindow.Second] = 1 },
        KlinesWeight = _ => 1,
        SymbolsWeight = 1,
        // The levels have times of their own, the book has none.
        Books = new BookSheet { MostLevels = 500, Weight = _ => 1 },
        MaxConcurrency = 2,
        BytesPerRow = 95,
    };

    public override KlineShape Klines { get; } = new(
        ["open_time", "open", "high", "low", "close", "vwap", "volume", "trades"], TimeSpan.FromSeconds(1));

    public override SourceRequest SymbolsRequest() => new($"{Root}/AssetPairs");

    public override SourceRequest TimeRequest() => new($"{Root}/Time");

    /// <summary><c>since</c> leaves its own row out, so it is the period before the range.</summary>
    public override SourceRequest KlinesRequest(string symbol, Interval interval, TimeRange range) => new SourceRequest($"{Root}/OHLC")
        .With("pair", symbol)
        .With("interval", Word(interval))
        .With("since", new DateTimeOffset(interval.Add(range.From, -1)).ToUnixTimeSeconds());

    /// <summary>The rows stand under the pair's internal name, whatever name was asked; <c>last</c> is the other key.</summary>
    public override JsonElement KlineRows(JsonElement answer)
    {
        foreach (JsonProperty property in answer.MemberOf("result").EnumerateObject())
        {
            if (property.Name != "last")
            {
                return property.Value;
            }
        }

        throw new JsonException("The result has no klines.");
    }

    public override SourceRequest BookRequest(string symbol, int depth) => new SourceRequest($"{Root}/Depth")
        .With("pair", symbol)
        .With("count", depth);

    /// <summary>The book stands under the pair's internal name, whatever name was asked.</summary>
    public override VenueBook ReadBook(JsonElement answer)
    {
        foreach (JsonProperty pair in answer.MemberOf("result").EnumerateObject())
        {
            return new VenueBook(pair.Value.MemberOf("bids"), pair.Value.MemberOf("asks"));
        }

        throw new JsonException("The result has no book.");
    }

    public override void ReadSymbols(JsonElement answer, SymbolRecords records) => ReadSymbol(answer.MemberOf("result"), records);

    public override void ReadSymbol(JsonElement record, SymbolRecords records)
    {
        foreach (JsonProperty pair in record.EnumerateObject())
        {
            (string? @base, string? quote) = KrakenNames.OfPair(pair.Value.TextOf("wsname"), pair.Value.TextOf("base"), pair.Value.TextOf("quote"));
            string? status = pair.Value.TextOf("status");
            records.Add(new ListedSymbol(pair.Name, @base, quote)
            {
                Type = SymbolType.Spot,
                NativeStatus = status,
                Status = status switch
                {
                    // Older answers say no status: what they listed was traded.
                    null or "online" => Symbols.Active,
                    "cancel_only" or "post_only" or "limit_only" or "reduce_only" => Symbols.Restricted,
                    "maintenance" => Symbols.Halted,
                    "work_in_progress" => Symbols.Pending,
                    "delisted" => Symbols.Closed,
                    _ => Symbols.Other,
                },
                Tick = pair.Value.TextOf("tick_size") ?? pair.Value.StepOf("pair_decimals"),
                Lot = pair.Value.StepOf("lot_decimals"),
            }, pair.Value, pair.Name);
        }
    }

    public override SourceError? ErrorOf(int status, JsonElement? answer, DateTimeOffset now) => KrakenErrors.Of(status, answer, now);

    /// <summary>Kraken tells nothing: after each answer the second is taken for used up.</summary>
    public override IReadOnlyList<RateWindow> ReadLimits(HttpResponseHeaders headers, IReadOnlyDictionary<TimeSpan, long> limits, DateTimeOffset serverNow) =>
        [.. limits.Select(limit => new RateWindow(limit.Key) { Limit = limit.Value, Remaining = 0 })];
}
