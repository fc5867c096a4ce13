using System.Management.Automation;

namespace CcIngest.Cmdlets;

/// <summary>Names with wildcards, case ignored; no pattern matches everything.</summary>
internal sealed class NamePatterns
{
    private readonly List<WildcardPattern> _patterns = [];

    public void Add(IEnumerable<string>? patterns) => _patterns.AddRange(
        (patterns ?? []).Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)));

    public bool Match(string name) => _patterns.Count == 0 || _patterns.Exists(pattern => pattern.IsMatch(name));
}
