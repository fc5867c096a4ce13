using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Writes a page that shows how far the store can be trusted: one HTML file that needs no network.</summary>
[Cmdlet(VerbsData.Export, "CcReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCcReportCommand : StoreCmdlet
{
    private readonly HashSet<string> _datasets = [];
    private readonly HashSet<string> _exchanges = [];
    private readonly HashSet<ReportSeriesName> _series = [];

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Datasets' names, for example <c>ohlcv-spot</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatasetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Dataset { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Exchange { get; set; } = [];

    /// <summary>The name on the exchange of a series whose candles are drawn; with it, dataset, exchange and interval say which series, not what the page is about.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RawSymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RawSymbol { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval? Interval { get; set; }

    /// <summary>UTC, inclusive.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? To { get; set; }

    /// <summary>So many of the most traded series have candles, when none is named.</summary>
    [Parameter]
    [ValidateRange(0, ReportRequest.MostCharts)]
    public int Top { get; set; } = ReportRequest.DefaultTop;

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? ErrorTarget => Path;

    protected override void ProcessRecord()
    {
        IReadOnlyList<string> exchanges = SeriesNames.Exchanges(Exchange);
        IEnumerable<string> datasets = Dataset.Select(name => name.ToLowerInvariant());
        if (RawSymbol is null)
        {
            _datasets.UnionWith(datasets);
            _exchanges.UnionWith(exchanges);
            return;
        }

        _series.UnionWith(
            from exchange in exchanges.DefaultIfEmpty()
            from dataset in datasets.DefaultIfEmpty()
            select new ReportSeriesName(RawSymbol, exchange, dataset, Interval?.ToString()));
    }

    protected override void Work()
    {
        RangeCheck.Ordered(From, To);
        ReportRequest request = new()
        {
            Path = GetUnresolvedProviderPathFromPSPath(Path),
            Datasets = [.. _datasets],
            Exchanges = [.. _exchanges],
            Series = [.. _series],
            Top = Top,
            From = From,
            To = To,
            Replaces = Force,
        };
        if (!ShouldProcess(request.Path, $"Write a report of {StoreOptions.Describe()}"))
        {
            return;
        }

        UseStore(async (store, calls, cancellationToken) =>
        {
            WrittenReport report = await new HtmlReport(store, TimeProvider.System).WriteAsync(request, cancellationToken).ConfigureAwait(false);
            calls.Post(() =>
            {
                WriteVerbose(FormattableString.Invariant($"{report.Series} series, candles of {report.Charts}, {report.Bytes} bytes."));
                if (!report.DrawsCandles)
                {
                    WriteWarning("The report has no candlestick charts: this build was made without Node.");
                }

                if (PassThru)
                {
                    WriteObject(new FileInfo(report.Path));
                }
            });
        });
    }
}
