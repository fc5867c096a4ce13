using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;
using Microsoft.Extensions.Logging;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that looks at stored series, chosen by parameters or by objects of the pipeline, and records what it found: one pipeline is one run.</summary>
public abstract class SeriesTargetCmdlet : SeriesFilterCmdlet
{
    private readonly HashSet<QualityTarget> _targets = [];

    /// <summary>UTC, inclusive.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? To { get; set; }

    private protected IReadOnlyList<QualityTarget> Targets => [.. _targets];

    /// <summary>Behind a pipe that nothing came through there is nothing to look at.</summary>
    private protected bool HasNothing => ExpectsInput && _targets.Count == 0;

    /// <summary>The source's options; the session's unless there is a parameter for them.</summary>
    private protected virtual SourceOptions RunSource => SessionSettings.SourceOptions(this, null);

    protected override void ProcessRecord()
    {
        RangeCheck.Ordered(From, To);
        _targets.Add(new QualityTarget
        {
            Dataset = Dataset?.ToLowerInvariant(),
            Exchange = Exchange?.ToLowerInvariant(),
            RawSymbol = RawSymbol,
            Interval = Interval,
            From = From,
            To = To,
        });
    }

    /// <summary>Opens store and source, works on them, closes both.</summary>
    private protected void UseSession(Func<IngestSession, PipelineCalls, CancellationToken, Task> work)
    {
        Settings settings = SessionSettings.Load(this) with { Store = StoreOptions, Source = RunSource };
        LogLevel lowest = PipelineLog.LowestWanted(this);
        RunToEnd(async (calls, cancellationToken) =>
        {
            using PipelineLog log = new(this, calls, lowest);
            IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await work(session, calls, cancellationToken).ConfigureAwait(false);
            }
        });
    }

    /// <summary>Runs a step; each failed leg is a non-terminating error, a run that failed as a whole a terminating one.</summary>
    private protected void RunStep(Func<PipelineCalls, JobStep> step)
    {
        RunSummary? summary = null;
        UseSession(async (session, calls, cancellationToken) =>
        {
            ProgressPump progress = new(calls, WriteProgress, TimeProvider.System);
            summary = await session.Runner.RunAsync(new Job(MyInvocation.MyCommand.Name, [step(calls)]), progress, cancellationToken).ConfigureAwait(false);
            progress.Complete(MyInvocation.MyCommand.Name);
        });
        foreach (RunFailure failed in summary?.Steps.SelectMany(one => one.Failures) ?? [])
        {
            WriteError(IngestErrors.ToErrorRecord(failed, FailureScope.Leg, failed.Target));
        }

        if (summary is { Failure: { } failure })
        {
            ThrowTerminatingError(IngestErrors.ToErrorRecord(failure, FailureScope.Run, summary));
        }
    }
}
