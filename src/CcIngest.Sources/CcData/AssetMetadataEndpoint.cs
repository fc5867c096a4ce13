using System.Runtime.CompilerServices;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>data-api <c>/asset/v2/metadata</c>: assets by symbol or id, as a map by the name that was asked.</summary>
internal static class AssetMetadataEndpoint
{
    /// <summary>Names in one request: far below what an address may be long.</summary>
    private const int NamesPerRequest = 50;

    public static async IAsyncEnumerable<ReferencePart> ListAsync(
        CcDataClient client, CcDataPaths paths, ReferenceRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<string> unknown = [];
        Stack<string[]> chunks = new(request.Assets.Distinct(StringComparer.Ordinal).Take(request.MaxRows ?? int.MaxValue).Chunk(NamesPerRequest).Reverse());
        while (chunks.TryPop(out string[]? names))
        {
            CcDataRequest http = new CcDataRequest(CcDataHost.DataApi, paths.AssetMetadata)
                .With("assets", names)
                .With("asset_lookup_priority", "SYMBOL")
                .With("quote_asset", "USD")
                .With("groups", AssetRows.Groups);
            Reader reader = new(http.Text);
            CcDataAnswer? answer = await TryReadAsync(client, http, reader, cancellationToken).ConfigureAwait(false);
            if (answer is not null)
            {
                yield return reader.Rows.ToPart(answer);
                continue;
            }

            // One name that is not known has the whole list refused: it is looked for by halves, and the others are had.
            if (names.Length == 1)
            {
                unknown.Add(names[0]);
                continue;
            }

            chunks.Push(names[(names.Length / 2)..]);
            chunks.Push(names[..(names.Length / 2)]);
        }

        if (unknown.Count > 0)
        {
            throw new IngestException(IngestErrorId.SourceAnswerEmpty, $"The API does not know {string.Join(", ", unknown)}.",
                "Look for the symbol with Get-CcAsset; the other assets are had.", scope: FailureScope.Leg);
        }
    }

    /// <returns>Null when the API refuses the names, or knows none of them.</returns>
    private static async Task<CcDataAnswer?> TryReadAsync(CcDataClient client, CcDataRequest request, Reader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await client.ReadAsync(request, reader, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException refused) when (refused is
            { Id: IngestErrorId.SourceRequestRefused, Scope: FailureScope.Leg } or { Id: IngestErrorId.SourceAnswerEmpty })
        {
            return null;
        }
    }

    private sealed class Reader(string request) : IDataReader
    {
        public AssetRows Rows { get; } = new(request, new TextCache());

        public void Begin(DateTime retrievedAt) => Rows.Begin(retrievedAt);

        public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
        {
            bool isMap = reader.TokenType == JsonTokenType.StartObject;
            while (isMap && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null)
                {
                    Rows.Add(ref reader, answer);
                }
            }

            if (Rows.Count == 0)
            {
                throw new SourceException(new SourceError(SourceErrorKind.Empty, "none of the assets is known"));
            }
        }
    }
}
