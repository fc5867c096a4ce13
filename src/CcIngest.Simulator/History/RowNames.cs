using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>What is the same in every row of a page: its beginning, and the text behind the time with type and names.</summary>
internal sealed class RowNames
{
    private readonly StringBuilder _names;
    private readonly RowGroups _groups;

    /// <param name="unit">DAY, HOUR or MINUTE.</param>
    /// <param name="type">The API's number of the kind of row.</param>
    /// <param name="market">The venue or the family of indices.</param>
    /// <param name="instrument">The venue's own name.</param>
    /// <param name="groups">The fields that were asked for.</param>
    public RowNames(string unit, string type, string market, string instrument, RowGroups groups)
    {
        _groups = groups;
        Head = Encoding.UTF8.GetBytes($$"""{"UNIT":"{{unit}}","TIMESTAMP":""");
        _names = new StringBuilder($",\"TYPE\":\"{type}\"");
        if (groups.HasFlag(RowGroups.Id))
        {
            Text("MARKET", market);
            Text("INSTRUMENT", instrument);
        }
    }

    public byte[] Head { get; }

    /// <summary>Adds names of the group MAPPING.</summary>
    public RowNames Mapping(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        foreach ((string name, string value) in _groups.HasFlag(RowGroups.Mapping) ? fields : [])
        {
            Text(name, value);
        }

        return this;
    }

    /// <summary>Adds numbers of the group MAPPING_ADVANCED, and the function, which is empty.</summary>
    public RowNames Advanced(params ReadOnlySpan<(string Name, int Value)> fields)
    {
        if (_groups.HasFlag(RowGroups.MappingAdvanced))
        {
            foreach ((string name, int value) in fields)
            {
                _names.Append(CultureInfo.InvariantCulture, $",\"{name}\":{value}");
            }

            Text("TRANSFORM_FUNCTION", "");
        }

        return this;
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_names.ToString());

    private void Text(string name, string value) =>
        _names.Append(CultureInfo.InvariantCulture, $",\"{name}\":\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");
}
