namespace CcIngest.Cmdlets;

/// <summary>Venues collected from parameters and pipeline: lower case, each once, in the order they came.</summary>
internal sealed class VenueNames
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public int Count => _names.Count;

    public void Add(IEnumerable<string>? names)
    {
        foreach (string name in names ?? [])
        {
            string venue = name.Trim().ToLowerInvariant();
            if (_seen.Add(venue))
            {
                _names.Add(venue);
            }
        }
    }

    public IReadOnlyList<string> ToList() => _names;

    public override string ToString() => Count <= 8
        ? string.Join(", ", _names)
        : FormattableString.Invariant($"{string.Join(", ", _names.Take(8))} and {Count - 8} more");
}
