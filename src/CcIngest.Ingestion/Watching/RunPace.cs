using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Rates between what a run said last and what it said before: it speaks every few seconds, who watches it may look more often.</summary>
internal sealed class RunPace
{
    /// <summary>A run that has said nothing new for so long does nothing: it waits.</summary>
    private const double QuietSeconds = 15;

    private State? _before;
    private State? _last;

    /// <param name="seconds">How long the run had been at work when it said what the snapshot says.</param>
    public RunSnapshot Measure(RunSnapshot snapshot, double seconds)
    {
        State now = new(seconds, snapshot.Rows.Read, snapshot.Requests);
        if (_last != now)
        {
            (_before, _last) = (_last, now);
        }

        State from = _before ?? new State(0, 0, 0);
        double took = now.Seconds - from.Seconds;
        bool isQuiet = !snapshot.HasEnded && _before is not null && snapshot.Elapsed.TotalSeconds - seconds > QuietSeconds;
        return took <= 0 || isQuiet ? snapshot : snapshot with
        {
            RowsPerSecond = Math.Max(0, now.Rows - from.Rows) / took,
            RequestsPerSecond = Math.Max(0, now.Requests - from.Requests) / took,
        };
    }

    private sealed record State(double Seconds, long Rows, long Requests);
}
