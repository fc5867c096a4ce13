using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Enters stored rows that this program did not bring into the books, so that no ingest asks for them again.</summary>
[Cmdlet(VerbsCommon.Add, "CcCoverage", SupportsShouldProcess = true)]
[OutputType(typeof(AdoptedRows))]
public sealed class AddCcCoverageCommand : BulkRunCmdlet
{
    /// <summary>Words of time series (<c>ohlcv-spot</c>), or names of their tables.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DatasetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Dataset { get; set; } = [];

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
    [ValidateNotNullOrEmpty]
    public string[] Instrument { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    public ConnectedStore? Store { get; set; }

    protected override object? ErrorTarget => Dataset.FirstOrDefault();

    protected override void Work()
    {
        Dataset[] datasets = [.. Dataset.Select(word => BulkDataset.Find(word, Interval))];
        if (datasets.FirstOrDefault(dataset => dataset.Series is null) is { } table)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"{table.Name} is no time series: it has no coverage.", "Name a time series, for example ohlcv-spot.");
        }

        StoreOptions store = SessionSettings.StoreOptions(this, Store);
        if (!ShouldProcess(store.Describe(), $"Count the stored rows of {string.Join(", ", datasets.Select(dataset => dataset.Table))} as had"))
        {
            return;
        }

        IReadOnlyList<string> exchanges = SeriesNames.Exchanges(Exchange);
        RunOn(store, async (calls, log, cancellationToken) =>
        {
            IReadOnlyList<string> symbols = [];
            if (Instrument.Length > 0)
            {
                IMarketDataStore opened = await MarketDataStores.OpenAsync(store, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
                await using (opened.ConfigureAwait(false))
                {
                    symbols = await SeriesNames.SymbolsAsync(opened, exchanges, Instrument, cancellationToken).ConfigureAwait(false);
                }
            }

            return [.. datasets.Select(dataset => new AdoptStep
            {
                Dataset = dataset,
                Exchanges = exchanges,
                Symbols = symbols,
                OnAdopted = adopted => calls.Post(() => WriteObject(adopted)),
            })];
        });
    }
}
