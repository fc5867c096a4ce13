using System.Globalization;
using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// The ids that assets have elsewhere, one row for each asset: <c>ASSET_ALTERNATIVE_IDS[]</c> with its <c>NAME</c> and <c>ID</c>. Of a name that
/// comes twice the last one stands, names without a column are left out, and a list that is null is a row of nulls.
/// </summary>
internal sealed class AssetAlternativeIdRows(string request)
{
    private static readonly Dataset Ids = AssetMaps.AlternativeIds;

    private static readonly Dictionary<string, int> Columns = Ids.Columns.Index()
        .Where(column => column.Item is { Role: ColumnRole.Value, Source: not null } && !Ids.Key.Contains(column.Index))
        .ToDictionary(column => column.Item.Source ?? "", column => column.Index, StringComparer.Ordinal);

    private readonly List<RejectedRow> _rejected = [];

    public static ReadOnlySpan<byte> FieldName => "ASSET_ALTERNATIVE_IDS"u8;

    public RowBatch Rows { get; private set; } = new(Ids);

    public IReadOnlyList<RejectedRow> Rejected => _rejected;

    /// <summary>Takes in the list that the reader stands on, and moves to its end.</summary>
    public void Add(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, long asset)
    {
        int start = (int)reader.TokenStartIndex;
        int row = Rows.AddRow();
        Rows.Set(row, Ids.Key[0], asset);
        using JsonDocument list = JsonDocument.ParseValue(ref reader);
        RowFault? fault = list.RootElement.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Array => list.RootElement.EnumerateArray().Select(element => Read(element, row)).FirstOrDefault(found => found is not null),
            _ => new RowFault(RowFault.Unreadable, "ASSET_ALTERNATIVE_IDS is no list."),
        };
        fault ??= RowFault.ByRules(Rows, row);
        if (fault is not null)
        {
            Rows.RemoveLastRow();
            string text = string.Create(CultureInfo.InvariantCulture, $"\"{asset}\":{Encoding.UTF8.GetString(answer[start..(int)reader.BytesConsumed])}");
            _rejected.Add(new RejectedRow(Ids, text, fault.Rule, fault.Reason, request));
        }
    }

    public void Clear()
    {
        Rows = new RowBatch(Ids);
        _rejected.Clear();
    }

    private RowFault? Read(JsonElement element, int row)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("NAME", out JsonElement name) || name.ValueKind != JsonValueKind.String)
        {
            return new RowFault(RowFault.Unreadable, $"An element of ASSET_ALTERNATIVE_IDS has no NAME: {element.GetRawText()}");
        }

        if (!Columns.TryGetValue(name.GetString() ?? "", out int column))
        {
            return null;
        }

        // The id is a text; a number is taken as it is written.
        JsonElement id = element.TryGetProperty("ID", out JsonElement told) ? told : default;
        switch (id.ValueKind)
        {
            case JsonValueKind.String or JsonValueKind.Number:
                Rows.Set(row, column, id.ValueKind == JsonValueKind.String ? id.GetString() : id.GetRawText());
                return null;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            default:
                return new RowFault(RowFault.Unreadable, $"The ID of {name.GetString()} is {id.GetRawText()}, no text.");
        }
    }
}
