using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads symbols of exchanges from the store, those that have vanished included.</summary>
[Cmdlet(VerbsCommon.Get, "CcSymbol")]
[OutputType(typeof(SymbolRecord))]
public sealed class GetCcSymbolCommand : StoreCmdlet
{
    private readonly VenueNames _exchanges = new();
    private readonly NamePatterns _names = new();
    private bool _isAnyExchange;

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TextOnly]
    [Alias("Name")]
    [ArgumentCompleter(typeof(VenueCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Exchange { get; set; }

    /// <summary>Standard or native symbols with wildcards, for example <c>BTC-*-SPOT</c>; case does not matter.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(SymbolCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Symbol { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Quote { get; set; } = [];

    [Parameter]
    [ValidateSet("SPOT", "PERP", "FUTURE")]
    public string[] Type { get; set; } = [];

    /// <summary>Statuses; all unless given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SymbolStatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Status { get; set; } = [];

    protected override void ProcessRecord()
    {
        _isAnyExchange |= Exchange is null;
        _exchanges.Add(Exchange);
    }

    protected override void Work()
    {
        if (ExpectsInput && _exchanges.Count == 0)
        {
            return;
        }

        _names.Add(Symbol);
        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach (SymbolRecord symbol in await SymbolSelection.ReadAsync(store, _isAnyExchange ? [] : _exchanges.ToList(), cancellationToken).ConfigureAwait(false))
            {
                if ((_names.Match(symbol.StandardSymbol) || _names.Match(symbol.NativeSymbol))
                    && Among(Quote, symbol.Quote) && Among(Type, symbol.Type) && Among(Status, symbol.Status))
                {
                    calls.Post(() => WriteObject(symbol));
                }
            }
        });
    }

    private static bool Among(string[] wanted, string value) => wanted.Length == 0 || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);
}
