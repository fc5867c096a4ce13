using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>
/// Watches a run in another process until it ends, by the books of its store: on a terminal as a view that is drawn in place, else as an object each
/// time it looks.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "CcRun", DefaultParameterSetName = Drawn)]
[OutputType(typeof(RunSnapshot))]
public sealed class WatchCcRunCommand : StoreCmdlet
{
    private const string Drawn = "View";
    private const string AsObjects = "PassThru";
    private const string OneLook = "Once";

    private readonly List<string> _runs = [];

    /// <summary>The runs, one after the other; the newest one under way unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] RunId { get; set; } = [];

    [Parameter(ParameterSetName = Drawn)]
    [Parameter(ParameterSetName = AsObjects)]
    [ValidateRange(0.1, 3600)]
    public double IntervalSeconds { get; set; } = 2;

    /// <summary>Writes an object each time it looks, also on a terminal.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AsObjects)]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Looks once.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OneLook)]
    public SwitchParameter Once { get; set; }

    /// <summary>Whose budget is shown.</summary>
    [Parameter]
    [ValidateNotNull]
    public ConnectedSource? Source { get; set; }

    protected override void ProcessRecord() => _runs.AddRange(RunId);

    protected override void Work()
    {
        if (ExpectsInput && _runs.Count == 0)
        {
            return;
        }

        bool isDrawn = ParameterSetName == Drawn && TerminalScreen.IsThere(Host);
        bool isColored = TerminalScreen.WantsColor(this);
        SourceOptions options = SessionSettings.SourceOptions(this, Source);
        using TerminalScreen screen = new(Console.Out);
        UseStore(async (store, calls, cancellationToken) =>
        {
            string[] runs = _runs.Count > 0 ? [.. _runs.Distinct(StringComparer.Ordinal)] : [await NewestAsync(store, cancellationToken).ConfigureAwait(false)];
            foreach (string run in runs)
            {
                RunWatch watch = new(store, run, TimeProvider.System, token => RateLimitReadings.ReadSharedAsync(options, TimeProvider.System, token));
                RunSnapshot seen;
                while (!(seen = await watch.LookAsync(cancellationToken).ConfigureAwait(false)).HasEnded && !Once)
                {
                    RunSnapshot now = seen;
                    calls.Post(() => Show(now));
                    await Task.Delay(TimeSpan.FromSeconds(IntervalSeconds), cancellationToken).ConfigureAwait(false);
                }

                calls.Post(() => End(seen));
            }
        });

        void Show(RunSnapshot run)
        {
            if (isDrawn)
            {
                (int width, int height) = TerminalScreen.Size();
                screen.Draw(RunView.Write(run, width, height, isColored));
            }
            else
            {
                WriteObject(run);
            }
        }

        // The last one is written as an object in any case: it holds the outcome.
        void End(RunSnapshot run)
        {
            screen.Dispose();
            WriteObject(run);
        }
    }

    private static async Task<string> NewestAsync(IMarketDataStore store, CancellationToken cancellationToken) =>
        await RunWatch.NewestAsync(store, cancellationToken).ConfigureAwait(false) ?? throw new IngestException(
            IngestErrorId.SelectionEmpty, $"No run is under way on {store.Info}.", "Name a run that has ended with -RunId; Get-CcRun lists them.");
}
