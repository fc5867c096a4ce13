using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Says which native symbol of each exchange stands for a standard one, and why; a native symbol is resolved to its standard one first.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "CcSymbol")]
[OutputType(typeof(ResolvedSymbol))]
public sealed class ResolveCcSymbolCommand : StoreCmdlet
{
    private readonly List<string> _symbols = [];

    /// <summary>A standard symbol (<c>BTC-USD-SPOT</c>) or a native one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [TextOnly]
    [ArgumentCompleter(typeof(SymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Symbol { get; set; } = [];

    /// <summary>Only these exchanges.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(VenueCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Exchange { get; set; } = [];

    protected override void ProcessRecord() => _symbols.AddRange(Symbol);

    protected override void Work()
    {
        if (_symbols.Count == 0)
        {
            return;
        }

        UseStore(async (store, calls, cancellationToken) =>
        {
            IReadOnlyList<SymbolRecord> known = await SymbolSelection
                .ReadAsync(store, [.. Exchange.Select(name => name.ToLowerInvariant())], cancellationToken).ConfigureAwait(false);
            foreach (string wanted in _symbols.Distinct(StringComparer.Ordinal))
            {
                string standard = wanted.ToUpperInvariant();
                HashSet<(string Exchange, string Standard)> groups = [.. known
                    .Where(symbol => symbol.StandardSymbol == standard || symbol.NativeSymbol == wanted)
                    .Select(symbol => (symbol.Exchange, symbol.StandardSymbol))];
                IReadOnlyList<ResolvedSymbol> resolved = ResolvedSymbol.Choose(known.Where(symbol => groups.Contains((symbol.Exchange, symbol.StandardSymbol))));
                calls.Post(() => WriteObject(resolved, enumerateCollection: true));
                if (resolved.Count == 0)
                {
                    calls.Post(() => WriteError(Unknown(wanted)));
                }
            }
        });
    }

    private static ErrorRecord Unknown(string symbol)
    {
        string why = StandardSymbol.TryParse(symbol.ToUpperInvariant(), out _, out string? reason) ? "" : $" It is no standard symbol either: {reason}";
        return IngestErrors.ToErrorRecord(
            new IngestException(IngestErrorId.InstrumentUnknown, $"The store has no symbol {symbol}.{why}",
                "Look it up with Get-CcSymbol, or run Sync-CcSymbol first.", scope: FailureScope.Leg), symbol);
    }
}
