using System.Management.Automation;

namespace CcIngest.Cmdlets;

/// <summary>Names with wildcards, case ignored; no pattern matches everything.</summary>
internal sealed class NamePatterns
{
    // A name from the pipeline may have brackets or a star in it and means just itself; thousands of them need no pattern each.
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<WildcardPattern> _patterns = [];

    public int Count => _names.Count;

    public void Add(IEnumerable<string>? patterns)
    {
        foreach (string pattern in patterns ?? [])
        {
            if (_names.Add(pattern) && WildcardPattern.ContainsWildcardCharacters(pattern))
            {
                _patterns.Add(WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant));
            }
        }
    }

    public bool Match(string name) => _names.Count == 0 || _names.Contains(name) || _patterns.Exists(pattern => pattern.IsMatch(name));
}
