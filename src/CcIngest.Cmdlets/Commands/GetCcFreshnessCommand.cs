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
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Exchange { get; set; } = [];

    /// <summary>Words of datasets, for example <c>ohlcv-spot</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DatasetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Dataset { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval? Interval { get; set; }

    /// <summary>The age from which a series lags; more than 0.</summary>
    [Parameter]
    public TimeSpan MaxAge { get; set; } = FreshnessReading.UsualMaxAge;

    protected override void Work()
    {
        if (MaxAge <= TimeSpan.Zero)
        {
            throw new IngestException(
                IngestErrorId.RangeInvalid, FormattableString.Invariant($"-MaxAge is {MaxAge:c}."), "Give an age of more than 0, for example 1.02:00:00 for 26 hours.");
        }

        FreshnessFilter filter = new()
        {
            Datasets = [.. Dataset.Select(word => word.ToLowerInvariant())],
            Exchanges = [.. Exchange.Select(name => name.ToLowerInvariant())],
            Intervals = Interval is { } interval ? [interval.ToString()] : [],
        };
        IReadOnlyList<DataFreshness> rows = [];
        UseStore(async (store, _, cancellationToken) =>
            rows = await FreshnessReading.ReadAsync(store, filter, MaxAge, TimeProvider.System.GetUtcNow().UtcDateTime, cancellationToken).ConfigureAwait(false));
        WriteObject(rows, enumerateCollection: true);
    }
}
