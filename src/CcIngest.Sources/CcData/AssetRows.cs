using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Asset records: each gives a row of the asset and, where it has a price, a snapshot of its market data. For one answer.</summary>
internal sealed class AssetRows(string request, TextCache texts)
{
    private static readonly int AssetId = Assets.Dataset.Ordinal("asset_id");
    private static readonly int Price = AssetMarketData.Dataset.Ordinal("price_usd");

    private readonly RecordRows _assets = new(Assets.Dataset, request, texts);
    private readonly RecordRows _marketData = new(AssetMarketData.Dataset, request, texts);

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
        _assets.Add(ref reader, answer);
        _marketData.Add(ref again, answer, static (rows, row) => rows.IsNull(row, Price));
    }

    public void Begin(DateTime retrievedAt)
    {
        _assets.Clear();
        _marketData.Clear();
        _assets.Reader.RetrievedAt = retrievedAt;
        _marketData.Reader.RetrievedAt = retrievedAt;
    }

    public ReferencePart ToPart(CcDataAnswer answer) => new()
    {
        Request = request,
        Rows = [_assets.Rows, _marketData.Rows],
        Rejected = [.. _assets.Rejected, .. _marketData.Rejected],
        RetrievedAt = answer.RetrievedAt,
    };
}
