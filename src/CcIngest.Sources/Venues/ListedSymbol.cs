using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>What a venue says of one symbol, in the venue's words but for the names of the assets.</summary>
internal sealed record ListedSymbol(string Native, string? Base, string? Quote)
{
    public SymbolType Type { get; init; }

    /// <summary>One of the words of <see cref="Symbols"/>.</summary>
    public string Status { get; init; } = Symbols.Active;

    public string? NativeStatus { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? Listing { get; init; }

    /// <summary>UTC; null for what has no end.</summary>
    public DateTime? Delivery { get; init; }

    public string? Tick { get; init; }

    public string? Lot { get; init; }

    public string? ContractSize { get; init; }

    /// <summary>Why it is none of the kinds that there are standard names for; null when it is one.</summary>
    public string? Refusal { get; init; }
}
