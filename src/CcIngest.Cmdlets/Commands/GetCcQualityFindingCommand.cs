using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads what tests of the stored data found, the worst first: what is open, unless said otherwise.</summary>
[Cmdlet(VerbsCommon.Get, "CcQualityFinding")]
[OutputType(typeof(QualityFinding))]
public sealed class GetCcQualityFindingCommand : SeriesFilterCmdlet
{
    private readonly List<QualityFilter> _filters = [];

    [Parameter]
    [ArgumentCompleter(typeof(QualityRuleCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Rule { get; set; } = [];

    [Parameter]
    public QualitySeverity[] Severity { get; set; } = [];

    /// <summary>UTC: findings that reach behind this moment.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC: findings that begin before this moment.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? To { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] FindingId { get; set; } = [];

    /// <summary>Also those that a later test no longer found.</summary>
    [Parameter]
    public SwitchParameter IncludeResolved { get; set; }

    /// <summary>The worst so many of each object of the pipeline.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    protected override void ProcessRecord() => _filters.Add(new QualityFilter
    {
        FindingIds = FindingId,
        Datasets = List(Dataset?.ToLowerInvariant()),
        Exchanges = List(Exchange?.ToLowerInvariant()),
        Symbols = List(RawSymbol),
        Intervals = List(Interval?.ToString()),
        Rules = [.. Rule.Select(rule => rule.ToLowerInvariant())],
        Severities = Severity,
        From = From,
        To = To,
        IsOpen = IncludeResolved ? null : true,
        Limit = First,
    });

    protected override void Work()
    {
        RangeCheck.Ordered(From, To);
        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach (QualityFilter filter in _filters)
            {
                await WriteRowsAsync(StoreReads.QualityFindingsAsync(store, filter, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
            }
        });
    }

    private static IReadOnlyList<string> List(string? value) => value is null ? [] : [value];
}
