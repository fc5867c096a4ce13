using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Whether a job comes too soon after the end of a period to have it.</summary>
public static class ScheduleDelay
{
    /// <summary>
    /// A period is stored when it has ended by the source's clock and ten seconds have passed (<see cref="IngestOptions.Grace"/>); late trades
    /// still change it for some minutes.
    /// </summary>
    public static readonly TimeSpan Wanted = TimeSpan.FromMinutes(5);

    /// <summary>A sentence about a time that is too early; null when none is. Minutes are left out: a run cannot wait for each of them.</summary>
    public static string? Warning(ScheduleTime time, Job job)
    {
        foreach (Interval interval in job.Steps.OfType<IngestStep>().Select(step => step.Interval).Where(interval => interval.Unit != IntervalUnit.Minute).Distinct())
        {
            foreach (TimeOnly at in time.TimesOfDay)
            {
                DateTime run = DateTime.SpecifyKind(DateTime.UnixEpoch + at.ToTimeSpan(), DateTimeKind.Utc);
                TimeSpan after = run - (interval.Unit == IntervalUnit.Hour ? interval : Interval.OneDay).Floor(run);
                if (after < Wanted)
                {
                    return FormattableString.Invariant(
                        $"{at:HH:mm} UTC is {after.TotalMinutes:0} minutes after the end of a period of {interval}: what it does not have then, the next run brings. Choose {Wanted.TotalMinutes:0} minutes after it or later.");
                }
            }
        }

        return null;
    }
}
