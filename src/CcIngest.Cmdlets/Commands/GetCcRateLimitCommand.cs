using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Cmdlets;

/// <summary>Shows the rate limits of the key: as runs noted them, as the API says them now, or as the processes of this machine share them.</summary>
[Cmdlet(VerbsCommon.Get, "CcRateLimit", DefaultParameterSetName = FromStore)]
[OutputType(typeof(RateLimitRecord))]
public sealed class GetCcRateLimitCommand : StoreCmdlet
{
    private const string FromStore = "Store";
    private const string FromApi = "Live";
    private const string FromMachine = "Shared";

    private readonly List<string> _runs = [];

    /// <summary>So many states, each of several windows; one unless a run is named, and then all of it.</summary>
    [Parameter(Position = 0, ParameterSetName = FromStore)]
    [ValidateRange(1, 100_000)]
    public int? Last { get; set; }

    /// <summary>Only what these runs noted.</summary>
    [Parameter(ParameterSetName = FromStore, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RunId { get; set; }

    /// <summary>Asks the API, which counts as a call.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromApi)]
    public SwitchParameter Live { get; set; }

    /// <summary>Reads what the processes of this machine know together; sends nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromMachine)]
    public SwitchParameter Shared { get; set; }

    [Parameter(ParameterSetName = FromApi)]
    [Parameter(ParameterSetName = FromMachine)]
    [ValidateNotNull]
    public ConnectedSource? Source { get; set; }

    protected override object? ErrorTarget =>
        ParameterSetName == FromStore ? base.ErrorTarget : Source ?? RunspaceConnections.Current.Source ?? (object)"DATA_API_BASE_URL";

    protected override void ProcessRecord()
    {
        if (RunId is not null)
        {
            _runs.Add(RunId);
        }
    }

    protected override void Work()
    {
        if (ParameterSetName == FromStore)
        {
            int? last = Last ?? (_runs.Count == 0 ? 1 : null);
            if (!ExpectsInput || _runs.Count > 0)
            {
                UseStore(async (store, calls, cancellationToken) =>
                    Write(await StoreReads.RateLimitsAsync(store, _runs, last, cancellationToken).ConfigureAwait(false), calls));
            }

            return;
        }

        SourceOptions options = SessionSettings.SourceOptions(this, Source);
        Microsoft.Extensions.Logging.LogLevel lowest = PipelineLog.LowestWanted(this);
        RunToEnd(async (calls, cancellationToken) =>
        {
            if (Shared)
            {
                Write(await RateLimitReadings.ReadSharedAsync(options, TimeProvider.System, cancellationToken).ConfigureAwait(false), calls);
                return;
            }

            using PipelineLog log = new(this, calls, lowest);
            IMarketDataSource source = MarketDataSources.OpenCcData(options, TimeProvider.System, log);
            await using (source.ConfigureAwait(false))
            {
                Write(await RateLimitReadings.AskAsync(source, options, TimeProvider.System, cancellationToken).ConfigureAwait(false), calls);
            }
        });
    }

    private void Write(IReadOnlyList<RateLimitRecord> windows, PipelineCalls calls) =>
        calls.Post(() => WriteObject(windows, enumerateCollection: true));
}
