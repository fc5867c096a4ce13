using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Brings datasets from one store to another, and compares count and hash on both sides.</summary>
[Cmdlet(VerbsCommon.Copy, "CcDataset", SupportsShouldProcess = true)]
[OutputType(typeof(CopiedRows))]
public sealed class CopyCcDatasetCommand : BulkRunCmdlet
{
    /// <summary>Words of datasets (<c>ohlcv-spot</c>), or names of their tables.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DatasetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Dataset { get; set; } = [];

    [Parameter(Mandatory = true)]
    [ValidateNotNull]
    public ConnectedStore? From { get; set; }

    [Parameter(Mandatory = true)]
    [ValidateNotNull]
    public ConnectedStore? To { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval? Interval { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Exchange { get; set; } = [];

    /// <summary>Mapped names (<c>BTC-USD</c>) or names on the exchange.</summary>
    [Parameter]
    [Alias("Symbol", "RawSymbol")]
    [ValidateNotNullOrEmpty]
    public string[] Instrument { get; set; } = [];

    /// <summary>Periods from here on, UTC, inclusive.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? Since { get; set; }

    protected override object? ErrorTarget => To;

    protected override void Work()
    {
        Dataset[] datasets = [.. Dataset.Select(word => BulkDataset.Find(word, Interval))];
        StoreOptions from = SessionSettings.StoreOptions(this, From);
        StoreOptions to = SessionSettings.StoreOptions(this, To);
        if (!ShouldProcess(to.Describe(), $"Copy {string.Join(", ", datasets.Select(dataset => dataset.Table))} from {from.Describe()}"))
        {
            return;
        }

        IReadOnlyList<string> exchanges = SeriesNames.Exchanges(Exchange);
        IMarketDataStore? source = null;
        try
        {
            RunOn(to, async (calls, log, cancellationToken) =>
            {
                source = await MarketDataStores.OpenAsync(from, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<string> symbols = await SeriesNames.SymbolsAsync(source, exchanges, Instrument, cancellationToken).ConfigureAwait(false);
                return [.. datasets.Select(dataset => new CopyStep
                {
                    From = source,
                    Dataset = dataset,
                    Exchanges = exchanges,
                    Symbols = symbols,
                    Since = Since,
                    OnCopied = copied => calls.Post(() => WriteObject(copied)),
                })];
            });
        }
        finally
        {
            if (source is { } opened)
            {
                RunToEnd((_, _) => opened.DisposeAsync().AsTask());
            }
        }
    }
}
