using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Writes the rows of a dataset as Parquet files, with a manifest and what is known of their absence.</summary>
[Cmdlet(VerbsData.Export, "CcParquet", SupportsShouldProcess = true)]
[OutputType(typeof(ExportedFile))]
public sealed class ExportCcParquetCommand : StoreCmdlet
{
    /// <summary>The dataset's word (<c>ohlcv-spot</c>), or the name of its table.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DatasetCompleter))]
    [ValidateNotNullOrEmpty]
    public string Dataset { get; set; } = "";

    /// <summary>The folder; made when it is not there.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval? Interval { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Exchange { get; set; } = [];

    /// <summary>Mapped names (<c>BTC-USD</c>) or names on the exchange.</summary>
    [Parameter]
    [Alias("Symbol", "RawSymbol")]
    [ArgumentCompleter(typeof(InstrumentCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Instrument { get; set; } = [];

    /// <summary>Periods from here on, UTC, inclusive.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>Periods before this, UTC, exclusive.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? To { get; set; }

    /// <summary>What time the rows of one file share; minutes by month and all else by year unless given.</summary>
    [Parameter]
    public ExportPartition? PartitionBy { get; set; }

    /// <summary>Replaces an export that is in the folder.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override object? ErrorTarget => Path;

    protected override void Work()
    {
        RangeCheck.Ordered(From, To);
        ExportRequest request = new()
        {
            Dataset = BulkDataset.Find(Dataset, Interval),
            Folder = GetUnresolvedProviderPathFromPSPath(Path),
            Exchanges = SeriesNames.Exchanges(Exchange),
            From = From,
            To = To,
            Partition = PartitionBy,
            Replaces = Force,
        };
        if (!ShouldProcess(request.Folder, $"Export {request.Dataset.Table} of {StoreOptions.Describe()}"))
        {
            return;
        }

        UseStore(async (store, calls, cancellationToken) =>
        {
            ProgressPump progress = new(calls, WriteProgress, TimeProvider.System);
            request = request with { Symbols = await SeriesNames.SymbolsAsync(store, request.Exchanges, Instrument, cancellationToken).ConfigureAwait(false) };
            await foreach (ExportedFile file in new ParquetExport(store, TimeProvider.System).RunAsync(request, progress, cancellationToken).ConfigureAwait(false))
            {
                calls.Post(() => WriteObject(file));
            }

            progress.Complete($"export {Dataset}");
        });
    }
}
