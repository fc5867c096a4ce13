using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Tells to when the series of each dataset and venue are known, and how many lag.</summary>
[Cmdlet(VerbsCommon.Get, "CcFreshness")]
[OutputType(typeof(DataFreshness))]
public sealed class GetCcFreshnessCommand : StoreCmdlet
{
    private readonly HashSet<(string? Exchange, string? Dataset, string? Interval)> _wanted = [];

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Exchange { get; set; } = [];

    /// <summary>Words of datasets, for example <c>ohlcv-spot</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatasetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Dataset { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval? Interval { get; set; }

    /// <summary>The age from which a series lags; more than 0.</summary>
    [Parameter]
    public TimeSpan MaxAge { get; set; } = FreshnessReading.UsualMaxAge;

    protected override void ProcessRecord()
    {
        foreach (string? exchange in Exchange.Select(name => name.ToLowerInvariant()).DefaultIfEmpty())
        {
            foreach (string? dataset in Dataset.Select(word => word.ToLowerInvariant()).DefaultIfEmpty())
            {
                _wanted.Add((exchange, dataset, Interval?.ToString()));
            }
        }
    }

    protected override void Work()
    {
        if (MaxAge <= TimeSpan.Zero)
        {
            throw new IngestException(
                IngestErrorId.RangeInvalid, FormattableString.Invariant($"-MaxAge is {MaxAge:c}."), "Give an age of more than 0, for example 1.02:00:00 for 26 hours.");
        }

        List<DataFreshness> rows = [];
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        UseStore(async (store, _, cancellationToken) =>
        {
            foreach ((string? exchange, string? dataset, string? interval) in _wanted)
            {
                FreshnessFilter filter = new()
                {
                    Exchanges = exchange is null ? [] : [exchange], Datasets = dataset is null ? [] : [dataset], Intervals = interval is null ? [] : [interval],
                };
                rows.AddRange(await FreshnessReading.ReadAsync(store, filter, MaxAge, now, cancellationToken).ConfigureAwait(false));
            }
        });
        WriteObject(rows.DistinctBy(row => row.ToString()), enumerateCollection: true);
    }
}
