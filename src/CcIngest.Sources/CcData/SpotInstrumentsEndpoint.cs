using System.Collections.Concurrent;
using System.Threading.Channels;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>
/// data-api <c>/spot/v1/markets/instruments</c>: venues with all their instruments. All statuses are asked for by name: the server's default
/// is ACTIVE alone, and a delisted pair would stay ACTIVE for ever. Named venues are asked one by one, all venues in one streamed answer.
/// </summary>
internal sealed class SpotInstrumentsEndpoint(CcDataClient client, CcDataPaths paths, ILogger log)
{
    /// <summary>Venues asked for at once: each answer is megabytes, and one at a time leaves the line idle.</summary>
    private const int VenuesAtOnce = 4;

    private static readonly string[] Statuses =
        ["ACTIVE", "IGNORED", "RETIRED", "EXPIRED", "READY_FOR_DECOMMISSIONING", "RETIRED_UNMAPPED"];

    public IAsyncEnumerable<ReferencePart> ListAsync(ReferenceRequest request, CancellationToken cancellationToken)
    {
        string[] exchanges = [.. request.Exchanges.Select(exchange => exchange.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
        return PartStream.RunAsync(
            exchanges.Length == 0 ? ReadAllAsync : (writer, token) => ReadEachAsync(exchanges, writer, token), request.MaxRows, cancellationToken);
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

    /// <summary>Reads venue by venue. One that fails does not stop the others: its failure is thrown when they are done.</summary>
    private async Task ReadEachAsync(string[] exchanges, ChannelWriter<ReferencePart> parts, CancellationToken cancellationToken)
    {
        ConcurrentQueue<(string Exchange, IngestException Failure)> failures = [];
        ParallelOptions limits = new() { MaxDegreeOfParallelism = VenuesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(exchanges, limits, async (exchange, token) =>
        {
            CcDataRequest http = Request(exchange);
            try
            {
                HashSet<string> given = [];
                await StreamAsync(http, name => name == exchange && !given.Contains(name), given, parts, token).ConfigureAwait(false);
                if (given.Count == 0)
                {
                    throw Empty(http, $"the answer does not have {exchange}");
                }
            }
            catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
            {
                log.VenueFailed(http.Text, exchange, failure.Message);
                failures.Enqueue((exchange, failure));
            }
        }).ConfigureAwait(false);
        if (failures.TryPeek(out (string Exchange, IngestException Failure) first))
        {
            throw failures.Count == 1 ? first.Failure : new IngestException(first.Failure.Id,
                $"{failures.Count} of {exchanges.Length} exchanges failed ({string.Join(", ", failures.Select(failure => failure.Exchange).Order())}); "
                + $"the first: {first.Failure.Message}", first.Failure.Advice, first.Failure, FailureScope.Leg);
        }
    }

    private Task<CcDataAnswer> StreamAsync(
        CcDataRequest http, Func<string, bool> isWanted, HashSet<string> given, ChannelWriter<ReferencePart> parts, CancellationToken cancellationToken)
    {
        // Venues that were given before the stream broke are whole, and passed over when it is read again.
        SpotVenueReader reader = new(http.Text, isWanted, async (exchange, part, token) =>
        {
            await parts.WriteAsync(part, token).ConfigureAwait(false);
            given.Add(exchange);
        });
        return client.StreamAsync(http, reader.ReadAsync, cancellationToken);
    }

    private CcDataRequest Request(string? exchange)
    {
        CcDataRequest request = new(CcDataHost.DataApi, paths.SpotInstruments);
        return (exchange is null ? request : request.With("market", exchange)).With("instrument_status", Statuses);
    }

    private IngestException Empty(CcDataRequest request, string message) => client.Failure(request, new CcDataError(CcDataErrorKind.Empty, message));
}
