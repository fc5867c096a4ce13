using System.Globalization;

namespace CcIngest.Model;

/// <summary>
/// Which native symbol of an exchange stands for a standard one, and why. All that map to it are kept in the store; the choice among them depends on
/// nothing but what is stored of them.
/// </summary>
public sealed record ResolvedSymbol
{
    /// <summary>The order in which native symbols are preferred, for people.</summary>
    public const string Rule = "ACTIVE before others, the main book (no dot in the name) before dark pools, the shorter name, then by code points";

    public required string StandardSymbol { get; init; }

    public required string Exchange { get; init; }

    /// <summary>The one that is chosen.</summary>
    public required string NativeSymbol { get; init; }

    public required string Status { get; init; }

    /// <summary>The others, in the order of preference.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Why it is this one.</summary>
    public required string Reason { get; init; }

    /// <summary>One for each exchange and standard symbol, ordered by both.</summary>
    public static IReadOnlyList<ResolvedSymbol> Choose(IEnumerable<SymbolRecord> symbols) =>
    [
        .. symbols.GroupBy(symbol => (symbol.Exchange, symbol.StandardSymbol))
            .OrderBy(group => group.Key.Exchange, StringComparer.Ordinal).ThenBy(group => group.Key.StandardSymbol, StringComparer.Ordinal)
            .Select(group => Of([.. Preferred(group)])),
    ];

    /// <summary>Symbols of one standard symbol on one exchange, the preferred one first.</summary>
    public static IEnumerable<SymbolRecord> Preferred(IEnumerable<SymbolRecord> symbols) => symbols
        .OrderBy(symbol => symbol.Status != Symbols.Active)
        .ThenBy(symbol => symbol.NativeSymbol.Contains('.', StringComparison.Ordinal))
        .ThenBy(symbol => symbol.NativeSymbol.Length)
        .ThenBy(symbol => symbol.NativeSymbol, StringComparer.Ordinal);

    private static ResolvedSymbol Of(IReadOnlyList<SymbolRecord> preferred) => new()
    {
        StandardSymbol = preferred[0].StandardSymbol,
        Exchange = preferred[0].Exchange,
        NativeSymbol = preferred[0].NativeSymbol,
        Status = preferred[0].Status,
        Others = [.. preferred.Skip(1).Select(symbol => symbol.NativeSymbol)],
        Reason = preferred.Count == 1
            ? "The only one."
            : string.Create(CultureInfo.InvariantCulture, $"The first of {preferred.Count}: {Rule}."),
    };
}
