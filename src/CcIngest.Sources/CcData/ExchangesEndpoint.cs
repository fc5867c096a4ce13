using System.Runtime.CompilerServices;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>min-api <c>/data/exchanges/general</c>: a map of venues by id, all in one answer.</summary>
internal static class ExchangesEndpoint
{
    public static async IAsyncEnumerable<ReferencePart> ListAsync(
        CcDataClient client, CcDataPaths paths, ReferenceRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CcDataRequest http = new CcDataRequest(CcDataHost.MinApi, paths.Exchanges).With("tsym", "USD").With("extraParams", "CcIngest");
        Reader reader = new(http.Text, request);
        CcDataAnswer answer = await client.ReadAsync(http, reader, cancellationToken).ConfigureAwait(false);
        yield return new ReferencePart
        {
            Request = http.Text,
            Rows = [reader.Rows.Rows],
            Rejected = reader.Rows.Rejected,
            RetrievedAt = answer.RetrievedAt,
        };
    }

    private sealed class Reader(string request, ReferenceRequest wanted) : IDataReader
    {
        private readonly HashSet<string> _exchanges = [.. wanted.Exchanges.Select(exchange => exchange.ToLowerInvariant())];
        private readonly int _name = ExchangesGeneral.Dataset.Ordinal("internal_name");

        public RecordRows Rows { get; } = new(ExchangesGeneral.Dataset, request, new TextCache());

        public void Begin(DateTime retrievedAt)
        {
            Rows.Clear();
            Rows.Reader.RetrievedAt = retrievedAt;
        }

        public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
        {
            bool isEmpty = true;
            bool isMap = reader.TokenType == JsonTokenType.StartObject;
            while (isMap && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                isEmpty = false;
                string id = reader.GetString() ?? "";
                Rows.Reader.Give("@id", id);
                reader.Read();
                if (Rows.Rows.Count >= wanted.MaxRows)
                {
                    reader.Skip();
                }
                else
                {
                    Rows.Add(ref reader, answer, IsUnwanted, id);
                }
            }

            if (isEmpty)
            {
                throw new SourceException(new SourceError(SourceErrorKind.Empty, "the list of exchanges is empty"));
            }
        }

        private bool IsUnwanted(RowBatch rows, int row) =>
            _exchanges.Count > 0 && rows.Text(row, _name) is { } name && !_exchanges.Contains(name.ToLowerInvariant());
    }
}
