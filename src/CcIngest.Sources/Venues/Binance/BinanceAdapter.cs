using System.Net.Http.Headers;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>What Binance's markets have in common: klines as arrays of twelve, times in milliseconds, weights in headers, errors as code and msg.</summary>
internal abstract class BinanceAdapter : VenueAdapter
{
    /// <summary>Binance writes 2100-12-25 for "none".</summary>
    protected static readonly DateTime NoDelivery = DateTime.UnixEpoch.AddMilliseconds(4_133_404_800_000);

    /// <summary>3d is left out: its periods are counted from 1970, ours from the year 1.</summary>
    protected static readonly IReadOnlyDictionary<Interval, string> Words =
        new[] { "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "1w", "1M" }.ToDictionary(Interval.Parse);

    public override KlineShape Klines { get; } = new(
        ["open_time", "open", "high", "low", "close", "volume", null, "quote_volume", "trades", "taker_buy_volume", "taker_buy_quote_volume", null],
        TimeSpan.FromMilliseconds(1));

    protected abstract string Root { get; }

    public override SourceRequest SymbolsRequest() => new($"{Root}/exchangeInfo") { Weight = Sheet.SymbolsWeight };

    public override SourceRequest TimeRequest() => new($"{Root}/time");

    /// <summary>Both bounds are inclusive, so the last millisecond before the range's end is the end.</summary>
    public override SourceRequest KlinesRequest(string symbol, Interval interval, TimeRange range) => Page(
        symbol, interval, range.From, new DateTimeOffset(range.To).ToUnixTimeMilliseconds() - 1, interval.PeriodsIn(range));

    public override SourceRequest FirstKlineRequest(string symbol, Interval interval) => Page(symbol, interval, DateTime.UnixEpoch, null, 1);

    public override JsonElement KlineRows(JsonElement answer) => answer.ValueKind == JsonValueKind.Array
        ? answer
        : throw new JsonException("The klines are no list.");

    public override SourceRequest BookRequest(string symbol, int depth) => new SourceRequest($"{Root}/depth") { Weight = Sheet.Books?.Weight(depth) ?? 1 }
        .With("symbol", symbol)
        .With("limit", depth);

    /// <summary>Spot says no time; futures say when the message left (E).</summary>
    public override VenueBook ReadBook(JsonElement answer) => new(answer.MemberOf("bids"), answer.MemberOf("asks"))
    {
        LastUpdateId = answer.MemberOf("lastUpdateId").TryGetInt64(out long id) ? id : throw new JsonException("lastUpdateId is no whole number."),
        Time = answer.MillisecondsOf("E"),
    };

    public override void ReadSymbols(JsonElement answer, SymbolRecords records)
    {
        foreach (JsonElement record in answer.MemberOf("symbols").EnumerateArray())
        {
            ReadSymbol(record, records);
        }
    }

    public override SourceError? ErrorOf(int status, JsonElement? answer, DateTimeOffset now) => BinanceErrors.Of(status, answer, now);

    public override IReadOnlyList<RateWindow> ReadLimits(
        HttpResponseHeaders headers, IReadOnlyDictionary<TimeSpan, long> limits, DateTimeOffset serverNow) => BinanceWeights.Read(headers, limits, serverNow);

    public override IReadOnlyDictionary<TimeSpan, long>? StatedLimits(JsonElement answer) => BinanceWeights.Stated(answer);

    /// <summary>The value of a filter of a symbol, for example the tick size of <c>PRICE_FILTER</c>.</summary>
    protected static string? Filter(JsonElement record, string type, string name)
    {
        if (!record.TryGetProperty("filters", out JsonElement filters) || filters.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        foreach (JsonElement filter in filters.EnumerateArray())
        {
            if (filter.TextOf("filterType") == type)
            {
                return filter.TextOf(name);
            }
        }

        return null;
    }

    private SourceRequest Page(string symbol, Interval interval, DateTime from, long? to, long limit)
    {
        SourceRequest request = new SourceRequest($"{Root}/klines") { Weight = Sheet.KlinesWeight(limit) }
            .With("symbol", symbol)
            .With("interval", Word(interval))
            .With("startTime", new DateTimeOffset(from).ToUnixTimeMilliseconds());
        return (to is { } end ? request.With("endTime", end) : request).With("limit", limit);
    }
}
