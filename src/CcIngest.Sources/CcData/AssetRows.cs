using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// Asset records: each gives a row of the asset, the rows of its maps and, where it has a price, a snapshot of its market data. For one answer.
/// </summary>
internal sealed class AssetRows(string request, TextCache texts)
{
    private static readonly int AssetId = Assets.Dataset.Ordinal("asset_id");
    private static readonly int Price = AssetMarketData.Dataset.Ordinal("price_usd");

    private readonly RecordRows _assets = new(Assets.Dataset, request, texts);
    private readonly RecordRows _marketData = new(AssetMarketData.Dataset, request, texts);
    private readonly AssetAlternativeIdRows _ids = new(request);
    private readonly AssetMapRows[] _maps = [.. AssetMapField.All.Select(field => new AssetMapRows(field, request, texts))];
    private readonly HashSet<long> _known = [];

    /// <summary>The groups that the columns of both tables come from.</summary>
    public static IReadOnlyList<string> Groups { get; } =
        ["ID", "BASIC", "CLASSIFICATION", "DESCRIPTION_SUMMARY", "PRICE", "MKT_CAP", "VOLUME"];

    /// <summary>Records so far, rejected ones included.</summary>
    public int Count => _assets.Rows.Count + _assets.Rejected.Count;

    /// <summary>The ids of the assets that became rows.</summary>
    public IEnumerable<long> Ids => Enumerable.Range(0, _assets.Rows.Count).Select(row => _assets.Rows.Int64(row, AssetId));

    /// <summary>Takes in the record that the reader stands on, and moves to its end.</summary>
    public void Add(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
    {
        Utf8JsonReader again = reader;
        Utf8JsonReader maps = reader;
        int before = _assets.Rows.Count;
        _assets.Add(ref reader, answer);
        _marketData.Add(ref again, answer, static (rows, row) => rows.IsNull(row, Price));

        // Only of an asset that is stored itself; a record that comes again in the same answer has nothing new to say.
        if (_assets.Rows.Count > before && _assets.Rows.Int64(before, AssetId) is long id && _known.Add(id))
        {
            AddMaps(ref maps, answer, id);
        }
    }

    public void Begin(DateTime retrievedAt)
    {
        _assets.Clear();
        _marketData.Clear();
        _ids.Clear();
        Array.ForEach(_maps, map => map.Clear());
        _known.Clear();
        _assets.Reader.RetrievedAt = retrievedAt;
        _marketData.Reader.RetrievedAt = retrievedAt;
    }

    public ReferencePart ToPart(CcDataAnswer answer) => new()
    {
        Request = request,
        Rows = [_assets.Rows, _marketData.Rows, _ids.Rows, .. _maps.Select(map => map.Rows)],
        WholeOf = _maps.ToDictionary(map => map.Rows.Dataset, map => map.WholeOf),
        Rejected = [.. _assets.Rejected, .. _marketData.Rejected, .. _ids.Rejected, .. _maps.SelectMany(map => map.Rejected)],
        RetrievedAt = answer.RetrievedAt,
    };

    private void AddMaps(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, long id)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            AssetMapRows? found = null;
            foreach (AssetMapRows map in _maps)
            {
                found = reader.ValueTextEquals(map.Field.Name) ? map : found;
            }

            bool isIds = reader.ValueTextEquals(AssetAlternativeIdRows.FieldName);
            reader.Read();
            if (found is not null)
            {
                found.Add(ref reader, answer, id);
            }
            else if (isIds)
            {
                _ids.Add(ref reader, answer, id);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
