using System.Runtime.CompilerServices;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// data-api <c>/asset/v1/top/list</c>: all assets by market capitalisation, page by page. Ranks move between the calls, so an asset can come
/// on two pages; it is passed on both times.
/// </summary>
internal static class AssetTopListEndpoint
{
    private const int PageSize = 100;

    /// <summary>The endpoint's own limit.</summary>
    private const int LastPage = 1_000;

    public static async IAsyncEnumerable<ReferencePart> ListAsync(
        CcDataClient client, CcDataPaths paths, ReferenceRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<long> seen = [];
        int records = 0;
        long total = 0;
        for (int page = 1; page <= LastPage && !(records >= request.MaxRows); page++)
        {
            CcDataRequest http = new CcDataRequest(CcDataHost.DataApi, paths.AssetTopList)
                .With("page", page)
                .With("page_size", PageSize)
                .With("sort_by", "CIRCULATING_MKT_CAP_USD")
                .With("sort_direction", "DESC")
                .With("groups", AssetRows.Groups);
            Reader reader = new(http.Text, request.MaxRows - records, page);
            CcDataAnswer answer = await client.ReadAsync(http, reader, cancellationToken).ConfigureAwait(false);
            total = reader.TotalAssets is > 0 and { } told ? told : total;
            if (reader.Rows.Count == 0)
            {
                // The list is over where its own count says so; before that, assets are missing.
                if ((page - 1L) * PageSize < total)
                {
                    throw client.Failure(http, new SourceError(SourceErrorKind.Empty,
                        FormattableString.Invariant($"page {page} is empty, though the list counts {total} assets")));
                }

                yield break;
            }

            // A page without a single new asset repeats the one before it: the server does not heed the page's number.
            int known = seen.Count;
            seen.UnionWith(reader.Rows.Ids);
            bool isRepeated = reader.Rows.Ids.Any() && seen.Count == known;
            records += reader.Rows.Count;
            yield return reader.Rows.ToPart(answer);
            if (isRepeated && (long)page * PageSize < total)
            {
                throw client.Failure(http, new SourceError(SourceErrorKind.Empty,
                    FormattableString.Invariant($"page {page} has only assets of earlier pages, though the list counts {total}")));
            }

            if (isRepeated || (long)page * PageSize >= reader.TotalAssets)
            {
                yield break;
            }
        }
    }

    private sealed class Reader(string request, int? maxRows, int page) : IDataReader
    {
        private long? _page;

        public AssetRows Rows { get; } = new(request, new TextCache());

        /// <summary>How many assets all pages have; null when the answer does not say.</summary>
        public long? TotalAssets { get; private set; }

        public void Begin(DateTime retrievedAt)
        {
            Rows.Begin(retrievedAt);
            TotalAssets = null;
            _page = null;
        }

        public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
        {
            bool isMap = reader.TokenType == JsonTokenType.StartObject;
            while (isMap && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isList = reader.ValueTextEquals("LIST"u8);
                bool isStats = reader.ValueTextEquals("STATS"u8);
                reader.Read();
                if (isList && reader.TokenType == JsonTokenType.StartArray)
                {
                    ReadList(ref reader, answer);
                }
                else if (isStats && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadStats(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            if (_page is { } told && told != page)
            {
                throw new SourceException(new SourceError(
                    SourceErrorKind.Unreadable, FormattableString.Invariant($"it is page {told} of the list, and page {page} was asked for")));
            }

            if (Rows.Count == 0 && page == 1)
            {
                throw new SourceException(new SourceError(SourceErrorKind.Empty, "the list of assets is empty"));
            }
        }

        private void ReadList(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (Rows.Count >= maxRows)
                {
                    reader.Skip();
                }
                else
                {
                    Rows.Add(ref reader, answer);
                }
            }
        }

        private void ReadStats(ref Utf8JsonReader reader)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isTotal = reader.ValueTextEquals("TOTAL_ASSETS"u8);
                bool isPage = reader.ValueTextEquals("PAGE"u8);
                reader.Read();
                if ((isTotal || isPage) && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number))
                {
                    TotalAssets = isTotal ? number : TotalAssets;
                    _page = isPage ? number : _page;
                }

                reader.Skip();
            }
        }
    }
}
