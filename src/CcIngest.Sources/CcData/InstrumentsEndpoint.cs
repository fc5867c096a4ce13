using System.Threading.Channels;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// data-api <c>/spot/v1/markets/instruments</c> and its twin for futures: venues with all their instruments. All statuses are asked for by name: the server's default
/// is ACTIVE alone, and a delisted pair would stay ACTIVE for ever. A named venue is one request, all venues are one streamed answer.
/// </summary>
internal sealed class InstrumentsEndpoint(CcDataClient client, string path, InstrumentsTables tables)
{
    public IAsyncEnumerable<ReferencePart> ListAsync(ReferenceRequest request, CancellationToken cancellationToken)
    {
        if (request.Exchanges.Count > 1)
        {
            throw new ArgumentException("One venue at a time, or all of them.", nameof(request));
        }

        string? exchange = request.Exchanges.Count == 0 ? null : request.Exchanges[0].ToLowerInvariant();
        return PartStream.RunAsync(
            exchange is null ? ReadAllAsync : (writer, token) => ReadOneAsync(exchange, writer, token), request.MaxRows, cancellationToken);
    }

    private async Task ReadAllAsync(ChannelWriter<ReferencePart> parts, CancellationToken cancellationToken)
    {
        CcDataRequest http = Request(null);
        HashSet<string> given = [];
        await StreamAsync(http, exchange => !given.Contains(exchange), given, parts, cancellationToken).ConfigureAwait(false);
        if (given.Count == 0)
        {
            throw Empty(http, "the list of exchanges is empty");
        }
    }

    private async Task ReadOneAsync(string exchange, ChannelWriter<ReferencePart> parts, CancellationToken cancellationToken)
    {
        CcDataRequest http = Request(exchange);
        HashSet<string> given = [];
        await StreamAsync(http, name => name == exchange && !given.Contains(name), given, parts, cancellationToken).ConfigureAwait(false);
        if (given.Count == 0)
        {
            throw Empty(http, $"the answer does not have {exchange}");
        }
    }

    private Task<CcDataAnswer> StreamAsync(
        CcDataRequest http, Func<string, bool> isWanted, HashSet<string> given, ChannelWriter<ReferencePart> parts, CancellationToken cancellationToken)
    {
        // Venues that were given before the stream broke are whole, and passed over when it is read again.
        VenueReader reader = new(tables, http.Text, isWanted, async (exchange, part, token) =>
        {
            await parts.WriteAsync(part, token).ConfigureAwait(false);
            given.Add(exchange);
        });
        return client.StreamAsync(http, reader.ReadAsync, cancellationToken);
    }

    private CcDataRequest Request(string? exchange)
    {
        CcDataRequest request = new(CcDataHost.DataApi, path);
        return (exchange is null ? request : request.With("market", exchange)).With("instrument_status", InstrumentsTables.Statuses);
    }

    private IngestException Empty(CcDataRequest request, string message) => client.Failure(request, new SourceError(SourceErrorKind.Empty, message));
}
