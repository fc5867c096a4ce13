using System.Management.Automation;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads what is known of series: every asked stretch is in exactly one state.</summary>
[Cmdlet(VerbsCommon.Get, "CcCoverage")]
[OutputType(typeof(CoverageRecord), typeof(SeriesCoverage))]
public sealed class GetCcCoverageCommand : SeriesFilterCmdlet
{
    private readonly List<(string? Exchange, string? RawSymbol, string? Interval, string? Dataset)> _series = [];

    [Parameter]
    public CoverageState[]? State { get; set; }

    /// <summary>One object for each series, with its stretches and how much is had.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    protected override void ProcessRecord() => _series.Add((Exchange?.ToLowerInvariant(), RawSymbol, Interval?.ToString(), Dataset?.ToLowerInvariant()));

    protected override void Work() => UseStore(async (store, calls, cancellationToken) =>
    {
        foreach ((string? exchange, string? rawSymbol, string? interval, string? dataset) in _series.Distinct())
        {
            CoverageFilter filter = new()
            {
                Datasets = dataset is null ? [] : [dataset],
                Exchanges = exchange is null ? [] : [exchange],
                Symbols = rawSymbol is null ? [] : [rawSymbol],
                Intervals = interval is null ? [] : [interval],
                States = Summary ? [] : State ?? [],
            };
            IAsyncEnumerable<CoverageRecord> stretches = StoreReads.CoverageAsync(store, filter, cancellationToken);
            await (Summary
                ? WriteRowsAsync(WholeSeriesAsync(stretches, State ?? [], cancellationToken), calls, cancellationToken)
                : WriteRowsAsync(stretches, calls, cancellationToken)).ConfigureAwait(false);
        }
    });

    /// <summary>Gathers the stretches of each series, which come one after the other; series without any of the wanted states are left out.</summary>
    private static async IAsyncEnumerable<SeriesCoverage> WholeSeriesAsync(
        IAsyncEnumerable<CoverageRecord> stretches, CoverageState[] wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<CoverageRecord> series = [];
        await foreach (CoverageRecord stretch in stretches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (series.Count > 0 && Key(series[0]) != Key(stretch))
            {
                if (IsWanted(series, wanted))
                {
                    yield return Whole(series);
                }

                series = [];
            }

            series.Add(stretch);
        }

        if (series.Count > 0 && IsWanted(series, wanted))
        {
            yield return Whole(series);
        }
    }

    private static bool IsWanted(List<CoverageRecord> series, CoverageState[] wanted) =>
        wanted.Length == 0 || series.Exists(stretch => wanted.Contains(stretch.State));

    private static (string, string, string, string) Key(CoverageRecord stretch) => (stretch.Dataset, stretch.Exchange, stretch.RawSymbol, stretch.Interval);

    private static SeriesCoverage Whole(List<CoverageRecord> series) => new()
    {
        Dataset = series[0].Dataset,
        Exchange = series[0].Exchange,
        RawSymbol = series[0].RawSymbol,
        Interval = series[0].Interval,
        From = series[0].From,
        To = series[^1].To,
        Stretches = series,
    };
}
