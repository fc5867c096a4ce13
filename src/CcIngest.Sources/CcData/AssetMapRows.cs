using System.Globalization;
using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// Rows of one map of assets. A list that was read from end to end is the whole set of its asset, and so is null: the asset has none. A list that
/// is not there says nothing, and one with an element that cannot be read is not whole, for nobody knows which stored row the element is.
/// </summary>
internal sealed class AssetMapRows(AssetMapField list, string request, TextCache texts)
{
    private readonly RecordRows _records = new(list.Dataset, request, texts);
    private readonly List<RejectedRow> _rejected = [];
    private HashSet<long> _wholeOf = [];

    public AssetMapField Field => list;

    public RowBatch Rows => _records.Rows;

    /// <summary>The assets of which <see cref="Rows"/> has all.</summary>
    public IReadOnlySet<long> WholeOf => _wholeOf;

    public IEnumerable<RejectedRow> Rejected => _records.Rejected.Concat(_rejected);

    /// <summary>Takes in the list that the reader stands on, and moves to its end.</summary>
    public void Add(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, long asset)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            _wholeOf.Add(asset);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Reject(ref reader, answer, asset, RowFault.Unreadable, $"{list.Name} is no list.");
            return;
        }

        int rejected = _records.Rejected.Count + _rejected.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            AddElement(ref reader, answer, asset);
        }

        if (_records.Rejected.Count + _rejected.Count == rejected)
        {
            _wholeOf.Add(asset);
        }
    }

    public void Clear()
    {
        _records.Clear();
        _rejected.Clear();
        _wholeOf = [];
    }

    private void AddElement(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, long asset)
    {
        Utf8JsonReader element = reader;
        if (list.TakesText && TextOf(ref element, answer) is { } text)
        {
            reader = element;
            AddText(asset, text);
            return;
        }

        string id = asset.ToString(CultureInfo.InvariantCulture);
        _records.Reader.Give(AssetMapField.Asset, id);
        _records.Add(ref reader, answer, name: id);
    }

    /// <summary>The value of an element that is a text itself, or that has no field with one; null for every other element.</summary>
    private static string? TextOf(ref Utf8JsonReader element, ReadOnlySpan<byte> answer)
    {
        if (element.TokenType == JsonTokenType.String)
        {
            return element.GetString();
        }

        if (element.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        int start = (int)element.TokenStartIndex;
        using JsonDocument record = JsonDocument.ParseValue(ref element);
        return record.RootElement.TryGetProperty("SYMBOL", out JsonElement symbol) && symbol.ValueKind != JsonValueKind.Null
            ? null
            : Encoding.UTF8.GetString(answer[start..(int)element.BytesConsumed]);
    }

    private void AddText(long asset, string text)
    {
        int row = Rows.AddRow();
        Rows.Set(row, list.Dataset.Key[0], asset);
        Rows.Set(row, AssetMaps.Value(list.Dataset), text);
        if (RowFault.ByRules(Rows, row) is { } fault)
        {
            Rows.RemoveLastRow();
            _rejected.Add(new RejectedRow(list.Dataset, Named(asset, JsonEncodedText.Encode(text).ToString(), isText: true), fault.Rule, fault.Reason, request));
        }
    }

    private void Reject(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, long asset, string rule, string reason)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        _rejected.Add(new RejectedRow(
            list.Dataset, Named(asset, Encoding.UTF8.GetString(answer[start..(int)reader.BytesConsumed]), isText: false), rule, reason, request));
    }

    /// <summary>A record behind its key, as one of a map stands: the record itself does not say which asset it is of.</summary>
    private static string Named(long asset, string json, bool isText) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{asset}\":{(isText ? $"\"{json}\"" : json)}");
}
