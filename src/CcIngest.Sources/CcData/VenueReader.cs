using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// Reads venues with their instruments from a stream, one instrument at a time. What stands beside <c>instruments</c> is small and is put
/// together as the venue's own record, whatever the order of the keys.
/// </summary>
/// <param name="tables">The tables that the venues and instruments fill.</param>
/// <param name="request">The request for evidence.</param>
/// <param name="isWanted">Whether a venue, by its name in lower case, is to be read; the others are passed over.</param>
/// <param name="give">Takes a finished venue with its name in lower case.</param>
internal sealed class VenueReader(
    InstrumentsTables tables, string request, Func<string, bool> isWanted, Func<string, ReferencePart, CancellationToken, ValueTask> give)
{
    private readonly TextCache _texts = new();

    /// <summary>Reads a whole answer.</summary>
    /// <exception cref="SourceException">The answer tells of a failure.</exception>
    public async Task ReadAsync(JsonStreamReader json, DateTime retrievedAt, CancellationToken cancellationToken)
    {
        CcDataErrorBody errors = new();
        if (await json.NextAsync(cancellationToken).ConfigureAwait(false) != JsonTokenType.StartObject)
        {
            throw new JsonException("The answer is no JSON object.");
        }

        while (await json.NextAsync(cancellationToken).ConfigureAwait(false) == JsonTokenType.PropertyName)
        {
            if (json.Name == "Data")
            {
                await ReadVenuesAsync(json, retrievedAt, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                ReadErrors(errors, json.Name, await json.NextValueAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        await json.NextAsync(cancellationToken).ConfigureAwait(false);
        if (errors.ToError(200) is { } error)
        {
            throw new SourceException(error);
        }
    }

    private async Task ReadVenuesAsync(JsonStreamReader json, DateTime retrievedAt, CancellationToken cancellationToken)
    {
        JsonTokenType data = await json.NextAsync(cancellationToken).ConfigureAwait(false);
        if (data == JsonTokenType.StartArray)
        {
            await json.SkipToEndAsync(cancellationToken).ConfigureAwait(false);
        }

        while (data == JsonTokenType.StartObject && await json.NextAsync(cancellationToken).ConfigureAwait(false) == JsonTokenType.PropertyName)
        {
            string exchange = json.Name.ToLowerInvariant();
            JsonTokenType venue = await json.NextAsync(cancellationToken).ConfigureAwait(false);
            if (venue == JsonTokenType.StartObject && isWanted(exchange))
            {
                ReferencePart part = await ReadVenueAsync(json, exchange, retrievedAt, cancellationToken).ConfigureAwait(false);
                await give(exchange, part, cancellationToken).ConfigureAwait(false);
            }
            else if (venue is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                await json.SkipToEndAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<ReferencePart> ReadVenueAsync(JsonStreamReader json, string exchange, DateTime retrievedAt, CancellationToken cancellationToken)
    {
        RecordRows details = Rows(tables.Venues, exchange, retrievedAt);
        RecordRows instruments = Rows(tables.Instruments, exchange, retrievedAt);
        JsonObjectText record = new();
        bool hasInstruments = false;
        while (await json.NextAsync(cancellationToken).ConfigureAwait(false) == JsonTokenType.PropertyName)
        {
            if (json.Name == "instruments")
            {
                hasInstruments |= await ReadInstrumentsAsync(json, instruments, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                string name = json.Name;
                ReadOnlyMemory<byte> value = await json.NextValueAsync(cancellationToken).ConfigureAwait(false);
                record.Add(name, value.Span);
            }
        }

        Add(details, record.Close());
        return new ReferencePart
        {
            Request = request,
            Rows = [details.Rows, instruments.Rows],
            Rejected = [.. details.Rejected, .. instruments.Rejected],
            // A rejected instrument is listed all the same, and says so by its name; a list without instruments is no list of them.
            CompleteExchange = hasInstruments ? exchange : null,
            RetrievedAt = retrievedAt,
        };
    }

    /// <returns>Whether there was at least one instrument.</returns>
    private static async Task<bool> ReadInstrumentsAsync(JsonStreamReader json, RecordRows rows, CancellationToken cancellationToken)
    {
        JsonTokenType list = await json.NextAsync(cancellationToken).ConfigureAwait(false);
        if (list == JsonTokenType.StartArray)
        {
            await json.SkipToEndAsync(cancellationToken).ConfigureAwait(false);
        }

        bool any = false;
        while (list == JsonTokenType.StartObject && await json.NextAsync(cancellationToken).ConfigureAwait(false) == JsonTokenType.PropertyName)
        {
            any = true;
            string name = json.Name;
            rows.Reader.Give("@instrument", name);
            Add(rows, (await json.NextValueAsync(cancellationToken).ConfigureAwait(false)).Span, name);
        }

        return any;
    }

    private RecordRows Rows(Dataset dataset, string exchange, DateTime retrievedAt)
    {
        RecordRows rows = new(dataset, request, _texts);
        rows.Reader.RetrievedAt = retrievedAt;
        rows.Reader.Give(RecordRows.Exchange, exchange);
        return rows;
    }

    private static void Add(RecordRows rows, ReadOnlySpan<byte> record, string? name = null)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        rows.Add(ref reader, record, name: name);
    }

    private static void ReadErrors(CcDataErrorBody errors, string name, ReadOnlyMemory<byte> value)
    {
        Utf8JsonReader reader = new(value.Span);
        reader.Read();
        errors.ReadProperty(name, ref reader);
    }
}
