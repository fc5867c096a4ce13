using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that works on dead letters: one pipeline is one run. The source is asked for nothing.</summary>
public abstract class LetterCmdlet : StoreCmdlet
{
    private readonly List<string> _ids = [];

    /// <summary>Ids of the letters, as Get-CcDeadLetter writes them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TextOnly]
    [ValidateNotNullOrEmpty]
    public string[] LetterId { get; set; } = [];

    protected override void ProcessRecord() => _ids.AddRange(LetterId);

    /// <summary>The run's step.</summary>
    /// <param name="letterIds">All ids of the pipeline.</param>
    /// <param name="calls">Carries output back to the pipeline thread.</param>
    protected abstract LetterStep Step(IReadOnlyList<string> letterIds, PipelineCalls calls);

    /// <summary>What <c>ShouldProcess</c> asks, for so many letters.</summary>
    protected abstract string Action(int letters);

    protected override void Work()
    {
        if (_ids.Count == 0 || !ShouldProcess(StoreOptions.Describe(), Action(_ids.Count)))
        {
            return;
        }

        Settings settings = SessionSettings.Load(this) with { Store = StoreOptions };
        LogLevel lowest = PipelineLog.LowestWanted(this);
        RunSummary? summary = null;
        RunToEnd(async (calls, cancellationToken) =>
        {
            using PipelineLog log = new(this, calls, lowest);
            IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                Job job = new(MyInvocation.MyCommand.Name, [Step(_ids, calls)]);
                summary = await session.Runner.RunAsync(job, new ProgressPump(calls, WriteProgress, TimeProvider.System), cancellationToken).ConfigureAwait(false);
            }
        });
        foreach (RunFailure failed in summary?.Steps.SelectMany(step => step.Failures) ?? [])
        {
            WriteError(IngestErrors.ToErrorRecord(failed, FailureScope.Leg, failed.Target));
        }

        if (summary is { Failure: { } failure })
        {
            ThrowTerminatingError(IngestErrors.ToErrorRecord(failure, FailureScope.Run, summary));
        }
    }
}
