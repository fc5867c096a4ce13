using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads venues from the store.</summary>
[Cmdlet(VerbsCommon.Get, "CcExchange")]
[OutputType(typeof(Exchange))]
public sealed class GetCcExchangeCommand : StoreCmdlet
{
    private readonly NamePatterns _names = new();

    /// <summary>Names with wildcards; case does not matter.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Exchange")]
    [TextOnly]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(GradeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? MinimumGrade { get; set; }

    protected override void ProcessRecord() => _names.Add(Name);

    protected override void Work()
    {
        if (ExpectsInput && Name is null)
        {
            return;
        }

        UseStore(WriteAsync);
    }

    private async Task WriteAsync(IMarketDataStore store, PipelineCalls calls, CancellationToken cancellationToken)
    {
        ExchangeFilter filter = new() { Grades = MinimumGrade is null ? [] : Grades.AtLeast(MinimumGrade) };
        foreach (Exchange exchange in await StoreReads.ExchangesAsync(store, filter, cancellationToken).ConfigureAwait(false))
        {
            if (_names.Match(exchange.Name))
            {
                calls.Post(() => WriteObject(exchange));
            }
        }
    }
}
