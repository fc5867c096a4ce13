using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// What ends a run before its work is done: too many rejected rows, or a source that fails one leg after the other. What is stored stays, with its
/// coverage; the rest stays pending. Safe for several threads.
/// </summary>
internal sealed class RunLimits(IngestOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _rejected = [];
    private int _failuresInARow;

    /// <summary>Counts rejections that were not known before.</summary>
    /// <exception cref="IngestException">RejectionBudgetExceeded: there were more than the run may have.</exception>
    public void Written(WriteResult written)
    {
        if (written.NewRejections == 0)
        {
            return;
        }

        lock (_lock)
        {
            foreach ((string rule, int count) in written.NewByRule)
            {
                _rejected[rule] = _rejected.GetValueOrDefault(rule) + count;
            }

            long all = _rejected.Values.Sum();
            if (all > options.MaxRejectedRows)
            {
                (string most, long times) = _rejected.MaxBy(rule => rule.Value);
                throw new IngestException(IngestErrorId.RejectionBudgetExceeded,
                    FormattableString.Invariant(
                        $"{all} rows were rejected that were not known as bad before; a run may have {options.MaxRejectedRows}. Most often by the rule {most}: {times} times."),
                    "See them with Get-CcDeadLetter. If they are to be expected, raise MAX_REJECTED_ROWS (-MaxRejected) and run again.");
            }
        }
    }

    /// <summary>The source has answered: it is there.</summary>
    public void Answered() => Volatile.Write(ref _failuresInARow, 0);

    /// <summary>A leg has failed.</summary>
    /// <exception cref="IngestException">It was one of too many in a row for which the source could not be reached.</exception>
    public void Failed(IngestException failure)
    {
        if (failure.Id is IngestErrorId.SourceUnreachable or IngestErrorId.SourceBusy
            && Interlocked.Increment(ref _failuresInARow) >= options.MaxFailuresInARow)
        {
            throw new IngestException(failure.Id,
                FormattableString.Invariant(
                    $"{options.MaxFailuresInARow} legs in a row failed without one answer in between, so the others are not tried. The last one: {failure.Message}"),
                "The source is down or cannot be reached. Run again later: what is stored is not asked for again.", failure);
        }
    }
}
