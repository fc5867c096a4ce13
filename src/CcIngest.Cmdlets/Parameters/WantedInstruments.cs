using System.Management.Automation;

namespace CcIngest.Cmdlets;

/// <summary>
/// The instruments that a pipeline asks for: names on exchanges, collected so that the store is asked once and gives each instrument once. A name
/// that came with one exchange is not looked for on another.
/// </summary>
internal sealed class WantedInstruments
{
    // More names than this are not handed to the store: all of the exchanges' instruments are read instead, and the others left out here.
    private const int MostNames = 1_000;

    private const string AnyExchange = "";

    private readonly Dictionary<string, Names> _byExchange = new(StringComparer.Ordinal);
    private readonly HashSet<string> _instruments = new(StringComparer.Ordinal);
    private bool _isAnyInstrument;

    public bool IsEmpty => _byExchange.Count == 0;

    /// <summary>Lower case; empty for all.</summary>
    public IReadOnlyList<string> Exchanges => _byExchange.ContainsKey(AnyExchange) ? [] : [.. _byExchange.Keys];

    /// <summary>Mapped names for a query that knows no wildcards, upper case; empty for all, and where one has wildcards.</summary>
    public IReadOnlyList<string> Instruments => _isAnyInstrument || _instruments.Count > MostNames ? [] : [.. _instruments];

    /// <param name="exchanges">Null or empty for all.</param>
    /// <param name="instruments">Mapped names; null or empty for all.</param>
    /// <param name="rawSymbol">The name on the exchange, or null.</param>
    public void Add(IEnumerable<string>? exchanges, IReadOnlyCollection<string>? instruments, string? rawSymbol = null)
    {
        _isAnyInstrument |= instruments is not { Count: > 0 } || instruments.Any(WildcardPattern.ContainsWildcardCharacters);
        _instruments.UnionWith((instruments ?? []).Select(name => name.ToUpperInvariant()));
        foreach (string exchange in exchanges?.Select(name => name.Trim().ToLowerInvariant()).DefaultIfEmpty(AnyExchange) ?? [AnyExchange])
        {
            if (!_byExchange.TryGetValue(exchange, out Names? names))
            {
                _byExchange.Add(exchange, names = new Names());
            }

            names.Add(instruments, rawSymbol);
        }
    }

    public bool Match(string exchange, string symbol, string rawSymbol) =>
        (_byExchange.TryGetValue(exchange, out Names? here) && here.Match(symbol, rawSymbol))
        || (_byExchange.TryGetValue(AnyExchange, out Names? anywhere) && anywhere.Match(symbol, rawSymbol));

    private sealed class Names
    {
        private readonly Dictionary<string, NamePatterns> _byRawSymbol = new(StringComparer.Ordinal);
        private readonly NamePatterns _mapped = new();
        private bool _isAny;

        public void Add(IReadOnlyCollection<string>? instruments, string? rawSymbol)
        {
            if (rawSymbol is null)
            {
                _isAny |= instruments is not { Count: > 0 };
                _mapped.Add(instruments);
                return;
            }

            if (!_byRawSymbol.TryGetValue(rawSymbol, out NamePatterns? mapped))
            {
                _byRawSymbol.Add(rawSymbol, mapped = new NamePatterns());
            }

            mapped.Add(instruments);
        }

        public bool Match(string symbol, string rawSymbol) =>
            _isAny
            || (_byRawSymbol.TryGetValue(rawSymbol, out NamePatterns? mapped) && mapped.Match(symbol))
            || (_mapped.Count > 0 && _mapped.Match(symbol));
    }
}
