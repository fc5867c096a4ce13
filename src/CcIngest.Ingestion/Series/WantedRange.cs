using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What a step wants of every series, in periods: closed ones are asked for, the running one is only noted.</summary>
/// <param name="Interval">The length of a period.</param>
/// <param name="From">Start of the first period wanted.</param>
/// <param name="ClosedEnd">End of the last period that is closed and wanted; not after <paramref name="End"/>, perhaps before
/// <paramref name="From"/>.</param>
/// <param name="End">End of the last period wanted, the running one included.</param>
internal sealed record WantedRange(Interval Interval, DateTime From, DateTime ClosedEnd, DateTime End)
{
    /// <summary>Everything wanted.</summary>
    public TimeRange All => new(From, End);

    /// <exception cref="IngestException">The step's range begins in the future or holds no whole period.</exception>
    public static WantedRange Of(IngestStep step, DateTime serverNow, TimeSpan grace)
    {
        Interval interval = step.Interval;
        DateTime from = interval.Floor(step.From);
        DateTime end = step.To is { } to && to <= serverNow ? interval.Floor(to) : interval.Next(interval.Floor(serverNow));
        if (step.From > serverNow)
        {
            throw new IngestException(
                IngestErrorId.RangeInvalid,
                FormattableString.Invariant($"The range begins at {step.From:u}, after the server's clock {serverNow:u}."),
                "Choose an earlier start, or check the clock of this machine.");
        }

        if (from >= end)
        {
            throw new IngestException(IngestErrorId.RangeInvalid,
                FormattableString.Invariant($"There is no whole {interval} period from {step.From:u} to {step.To:u}."),
                "Choose a later end: it is exclusive.");
        }

        DateTime closedEnd = ClosedBefore(interval, serverNow, grace);
        return new WantedRange(interval, from, closedEnd < end ? closedEnd : end, end);
    }

    /// <summary>The end of the last period that is closed: one ends, and the grace passes, before it is.</summary>
    public static DateTime ClosedBefore(Interval interval, DateTime serverNow, TimeSpan grace) => interval.Floor(serverNow - grace);
}
