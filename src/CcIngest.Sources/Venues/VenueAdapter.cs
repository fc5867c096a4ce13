using System.Net.Http.Headers;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// One exchange: its requests and how its answers are read. No network, no clock, no waiting, no state; all of that is <see cref="VenueClient"/>'s
/// and <see cref="VenueKlines"/>'. One more exchange is one more of these, in a folder of its own, and a line in <see cref="VenueCatalog"/>.
/// </summary>
internal abstract class VenueAdapter
{
    public abstract VenueSheet Sheet { get; }

    /// <summary>Where the values of a kline stand in its row.</summary>
    public abstract KlineShape Klines { get; }

    /// <summary>The whole list of symbols.</summary>
    public abstract SourceRequest SymbolsRequest();

    /// <summary>Hands over each symbol of an answer, good or refused; none may be left out.</summary>
    public abstract void ReadSymbols(JsonElement answer, SymbolRecords records);

    /// <summary>Hands over one symbol as <see cref="ReadSymbols"/> kept its text: a record, or an object that holds only it under its key.</summary>
    public abstract void ReadSymbol(JsonElement record, SymbolRecords records);

    /// <summary>The klines that open within a range, a page of them at most.</summary>
    public abstract SourceRequest KlinesRequest(string symbol, Interval interval, TimeRange range);

    /// <summary>
    /// The very first kline of a symbol, which says where its series begins; null where no single request tells that: then it is searched for from
    /// <see cref="VenueSheet.Earliest"/> on.
    /// </summary>
    public virtual SourceRequest? FirstKlineRequest(string symbol, Interval interval) => null;

    /// <summary>The rows of an answer to a request for klines.</summary>
    /// <exception cref="JsonException">The answer is none of the venue's.</exception>
    public abstract JsonElement KlineRows(JsonElement answer);

    /// <summary>The order book of a symbol as it is now; for venues whose sheet has <see cref="VenueSheet.Books"/>.</summary>
    /// <param name="depth">Levels on each side, one that the sheet offers.</param>
    public virtual SourceRequest BookRequest(string symbol, int depth) => throw new NotSupportedException($"{Sheet} has no order books.");

    /// <summary>The parts of an answer to a request for an order book.</summary>
    /// <exception cref="JsonException">The answer is none of the venue's.</exception>
    public virtual VenueBook ReadBook(JsonElement answer) => throw new NotSupportedException($"{Sheet} has no order books.");

    /// <summary>A request that costs next to nothing: its answer tells the server's clock.</summary>
    public abstract SourceRequest TimeRequest();

    /// <summary>The failure that a body tells of, or null when it is none. Some venues say status 200 with every failure.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="answer">The body; null when it is no JSON.</param>
    /// <param name="now">The server's clock.</param>
    public abstract SourceError? ErrorOf(int status, JsonElement? answer, DateTimeOffset now);

    /// <summary>What the headers of an answer say of the limits.</summary>
    /// <param name="limits">What fits into each window.</param>
    /// <param name="serverNow">The server's clock.</param>
    public abstract IReadOnlyList<RateWindow> ReadLimits(HttpResponseHeaders headers, IReadOnlyDictionary<TimeSpan, long> limits, DateTimeOffset serverNow);

    /// <summary>The limits that a list of symbols states, or null.</summary>
    public virtual IReadOnlyDictionary<TimeSpan, long>? StatedLimits(JsonElement answer) => null;

    protected string Word(Interval interval) => Sheet.Intervals.TryGetValue(interval, out string? word)
        ? word
        : throw new ArgumentException($"{Sheet} has no interval {interval}.", nameof(interval));
}
