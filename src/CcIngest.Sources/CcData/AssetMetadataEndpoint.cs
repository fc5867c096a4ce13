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
        foreach (string[] names in request.Assets.Distinct(StringComparer.Ordinal).Take(request.MaxRows ?? int.MaxValue).Chunk(NamesPerRequest))
        {
            CcDataRequest http = new CcDataRequest(CcDataHost.DataApi, paths.AssetMetadata)
                .With("assets", names)
                .With("asset_lookup_priority", "SYMBOL")
                .With("quote_asset", "USD")
                .With("groups", AssetRows.Groups);
            Reader reader = new(http.Text);
            CcDataAnswer answer = await client.ReadAsync(http, reader, cancellationToken).ConfigureAwait(false);
            yield return reader.Rows.ToPart(answer);
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
                throw new CcDataException(new CcDataError(CcDataErrorKind.Empty, "none of the assets is known"));
            }
        }
    }
}
