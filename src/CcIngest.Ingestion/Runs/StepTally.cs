using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// Counts what a step does while it does it, and reports progress. What it is told of may be too much for the run: then it throws what
/// <see cref="RunLimits"/> throw, after having counted it. Safe for several threads.
/// </summary>
internal sealed class StepTally(
    string title, RunLimits limits, IProgress<RunProgress>? progress, RemainingTime? remaining = null, Action? answered = null,
    string counts = "requests")
{
    private readonly Lock _lock = new();
    private readonly List<RunFailure> _failures = [];
    private RowCounts _rows;
    private long _done;
    private long? _planned;
    private int _legsDone;
    private string? _current;

    public string Title { get; } = title;

    /// <summary>Series or reference lists worked on.</summary>
    public int Legs { get; private set; }

    /// <summary>Series or lists that another run has.</summary>
    public int LeftToOthers { get; private set; }

    /// <summary>Ticks of a capture that have no snapshot.</summary>
    public long MissedTicks { get; private set; }

    /// <summary>Letters that the store did not have before.</summary>
    public int NewRejections { get; private set; }

    /// <summary>Where the time of its pipelines went; null without one.</summary>
    public PipelineTimes? Times { get; private set; }

    public RowCounts Rows
    {
        get
        {
            lock (_lock)
            {
                return _rows;
            }
        }
    }

    public IReadOnlyList<RunFailure> Failures
    {
        get
        {
            lock (_lock)
            {
                return [.. _failures];
            }
        }
    }

    /// <summary>How far the step is by now.</summary>
    public StepProgress Progress
    {
        get
        {
            StepProgress now;
            lock (_lock)
            {
                now = new StepProgress { Unit = counts, Done = _done, Planned = _planned, LegsDone = _legsDone, Current = _current };
            }

            return now with { RemainingSeconds = now.Planned is { } planned ? remaining?.Of(now.Done, planned)?.TotalSeconds : null };
        }
    }

    /// <summary>Series or lists are through, well or not.</summary>
    public void EndLegs(int count)
    {
        lock (_lock)
        {
            _legsDone += count;
        }
    }

    public void AddLegs(int count)
    {
        lock (_lock)
        {
            Legs += count;
        }
    }

    public void Spent(PipelineTimes times)
    {
        lock (_lock)
        {
            Times = Times is null ? times : Times + times;
        }
    }

    public void LeaveToOthers(int count)
    {
        lock (_lock)
        {
            LeftToOthers += count;
        }
    }

    /// <summary>Plans so many requests more, or fewer.</summary>
    public void Plan(long requests)
    {
        lock (_lock)
        {
            _planned = (_planned ?? 0) + requests;
            if (_done == 0)
            {
                remaining?.Begin();
            }
        }
    }

    public void Answered(string current)
    {
        lock (_lock)
        {
            _done++;
        }

        limits.Answered();
        answered?.Invoke();
        Report(current);
    }

    /// <summary>Ticks of a capture went by without a snapshot that can be stored.</summary>
    /// <param name="isAnswered">Whether the exchange has answered, and so the tick is counted by <see cref="Answered"/>.</param>
    public void Missed(long ticks, bool isAnswered, string current)
    {
        lock (_lock)
        {
            MissedTicks += ticks;
            _done += isAnswered ? 0 : ticks;
        }

        Report(current);
    }

    /// <param name="read">Rows that the source gave for this write, rejected ones included.</param>
    /// <param name="written">What became of them.</param>
    /// <param name="current">The series or list.</param>
    public void Written(long read, Storage.WriteResult written, string current)
    {
        lock (_lock)
        {
            _rows += written.Rows with { Read = read };
            NewRejections += written.NewRejections;
        }

        IngestMeter.Ingested(Title, written.Rows);
        Report(current);
        limits.Written(written);
    }

    /// <summary>Rows of the store that were looked at, or written to a file.</summary>
    public void ReadFromStore(long rows)
    {
        lock (_lock)
        {
            _rows += new RowCounts(rows, 0, 0, 0, 0);
        }
    }

    public void Failed(string target, IngestException failure)
    {
        lock (_lock)
        {
            _failures.Add(new RunFailure(target, failure.Id.ToString(), failure.Message, failure.Advice));
        }

        IngestMeter.Failed(failure.Id);
        Report(target);
        limits.Failed(failure);
    }

    private void Report(string current)
    {
        RunProgress state;
        lock (_lock)
        {
            _current = current;
            if (progress is null)
            {
                return;
            }

            state = new RunProgress(Title, _done, _planned, _rows.Inserted + _rows.Updated + _rows.Unchanged, current) { Unit = counts };
        }

        progress.Report(state with { Remaining = state.Planned is { } planned ? remaining?.Of(state.Done, planned) : null });
    }
}
