using System.Globalization;
using System.Management.Automation;
using CcIngest.Ingestion;

namespace CcIngest.Cmdlets;

/// <summary>Shows a run's progress, at most five times a second: drawing it costs more than most of the work. Safe for several threads.</summary>
public sealed class ProgressPump(PipelineCalls calls, Action<ProgressRecord> write, TimeProvider time) : IProgress<RunProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private long? _last;

    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            if (_last is { } last && time.GetElapsedTime(last) < Pause)
            {
                return;
            }

            _last = time.GetTimestamp();
        }

        ProgressRecord record = ToRecord(value);
        calls.Offer(() => write(record));
    }

    /// <summary>Takes the bar away.</summary>
    public void Complete(string activity)
    {
        ProgressRecord record = new(0, activity, "Done") { RecordType = ProgressRecordType.Completed };
        calls.Tell(() => write(record));
    }

    private static ProgressRecord ToRecord(RunProgress progress)
    {
        string asked = progress.Planned is { } planned
            ? string.Create(CultureInfo.InvariantCulture, $"{progress.Done} of {planned} {progress.Unit}")
            : string.Create(CultureInfo.InvariantCulture, $"{progress.Done} {progress.Unit}");
        return new ProgressRecord(0, progress.Step, string.Create(CultureInfo.InvariantCulture, $"{asked}, {progress.Rows} rows"))
        {
            CurrentOperation = progress.Current,
            PercentComplete = progress.Planned is > 0 and { } all ? (int)Math.Min(100, progress.Done * 100 / all) : -1,
            SecondsRemaining = progress.Remaining is { } remaining ? (int)Math.Min(int.MaxValue, Math.Ceiling(remaining.TotalSeconds)) : -1,
        };
    }
}
