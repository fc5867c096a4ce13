using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>
/// Markets, and markets with their instruments. The second is tens of megabytes for many instruments and goes out as a stream.
/// </summary>
internal abstract class MarketsEndpoint<TMarket, TInstrument>(MarketFamily family)
    where TMarket : class
{
    protected static readonly string[] Statuses =
    [
        InstrumentStatus.Active, InstrumentStatus.Ignored, InstrumentStatus.Retired, InstrumentStatus.Expired,
        InstrumentStatus.ReadyForDecommissioning, "RETIRED_UNMAPPED",
    ];

    protected abstract IReadOnlyList<TMarket> Markets { get; }

    /// <summary>Those listed when a request names none.</summary>
    protected virtual IReadOnlyList<string> StatusesByDefault => [InstrumentStatus.Active];

    /// <summary>The groups of fields that a market has; empty where they cannot be chosen.</summary>
    protected virtual IReadOnlyList<string> Groups => [];

    public IEnumerable<ApiRoute> Routes =>
    [
        new ApiRoute(family.MarketsPath, ApiFamily.DataApi, AnswerMarketsAsync) { Markets = family },
        new ApiRoute(family.InstrumentsPath, ApiFamily.DataApi, AnswerInstrumentsAsync) { Markets = family },
    ];

    protected abstract TMarket? Find(string market);

    protected abstract string NameOf(TMarket market);

    protected abstract IEnumerable<TInstrument> InstrumentsOf(TMarket market);

    protected abstract TInstrument? FindMapped(TMarket market, string name);

    protected abstract string MappedOf(TInstrument instrument);

    protected abstract string StatusOf(TInstrument instrument, long now);

    /// <summary>Writes what is told of a market itself.</summary>
    /// <param name="groups">Those that were asked for; empty for all.</param>
    protected abstract void Summary(Utf8JsonWriter writer, TMarket market, long now, IReadOnlyList<string> groups);

    /// <summary>Writes the fields of an instrument.</summary>
    protected abstract void Instrument(Utf8JsonWriter writer, TInstrument instrument, string status, long now);

    private Task AnswerMarketsAsync(ApiRequest request)
    {
        IReadOnlyList<TMarket> markets = MarketsOf(request);
        IReadOnlyList<string> groups = GroupsOf(request);
        return request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Data");
            foreach (TMarket market in markets)
            {
                writer.WriteStartObject(NameOf(market));
                Summary(writer, market, request.Now, groups);
                writer.WriteEndObject();
            }

            End(writer);
        });
    }

    private async Task AnswerInstrumentsAsync(ApiRequest request)
    {
        IReadOnlyList<TMarket> markets = MarketsOf(request);
        IReadOnlyList<string> groups = GroupsOf(request);
        HashSet<string> names = new(request.Query.List("instruments"), StringComparer.Ordinal);
        IReadOnlyList<string> asked = request.Query.ListOf("instrument_status", Statuses);
        IReadOnlyList<string> statuses = asked.Count == 0 ? StatusesByDefault : asked;
        string[] unknown = [.. names.Where(name => markets.All(market => FindMapped(market, name) is null))];
        if (unknown.Length > 0)
        {
            throw DataApiErrors.Instruments(family, request.Query.Text("market") ?? "any market", unknown);
        }

        Utf8JsonWriter writer = request.OpenWriter();
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Data");
            foreach (TMarket market in markets)
            {
                writer.WriteStartObject(NameOf(market));
                Summary(writer, market, request.Now, groups);
                writer.WriteStartObject("instruments");
                foreach (TInstrument instrument in InstrumentsOf(market))
                {
                    string status = StatusOf(instrument, request.Now);
                    if (statuses.Contains(status, StringComparer.Ordinal) && (names.Count == 0 || names.Contains(MappedOf(instrument))))
                    {
                        writer.WriteStartObject(MappedOf(instrument));
                        Instrument(writer, instrument, status, request.Now);
                        writer.WriteEndObject();
                        await request.FlushIfLargeAsync(writer).ConfigureAwait(false);
                    }
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            End(writer);
        }

        await request.Response.BodyWriter.FlushAsync(request.Aborted).ConfigureAwait(false);
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.WriteStartObject("Err");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private IReadOnlyList<TMarket> MarketsOf(ApiRequest request) => request.Query.Text("market") switch
    {
        null => Markets,
        string market => [Find(market) ?? throw DataApiErrors.Market(family, market)],
    };

    private IReadOnlyList<string> GroupsOf(ApiRequest request) => Groups.Count == 0 ? [] : request.Query.ListOf("groups", Groups);
}
