namespace CcIngest.Model;

/// <summary>Something that a test of the stored data found, as a cmdlet emits it. Source: <c>cc_quality_findings</c>.</summary>
public sealed record QualityFinding
{
    /// <summary>A hash of dataset, series, rule and start: what is found again is the same finding.</summary>
    public required string FindingId { get; init; }

    public required string Dataset { get; init; }

    /// <summary>The dataset's market.</summary>
    public Market Market => DatasetCatalog.MarketOf(Dataset);

    /// <summary>The venue or index family; null for what belongs to none.</summary>
    public string? Exchange { get; init; }

    /// <summary>The name on the exchange; null for what belongs to no series.</summary>
    public string? RawSymbol { get; init; }

    /// <summary>The printed interval; null for what belongs to no series.</summary>
    public string? Interval { get; init; }

    /// <summary>UTC, inclusive; null for what has no time.</summary>
    public DateTime? From { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public DateTime? To { get; init; }

    /// <summary>Periods, one after the other, that break the rule alike; null for what has no time.</summary>
    public long? Periods { get; init; }

    /// <summary>The rule that does not hold.</summary>
    public required string Rule { get; init; }

    public required QualitySeverity Severity { get; init; }

    /// <summary>What is stored; of several periods that of the first one.</summary>
    public required string Found { get; init; }

    /// <summary>What the rule expects.</summary>
    public required string Expected { get; init; }

    /// <summary>The likely cause.</summary>
    public required string Cause { get; init; }

    /// <summary>The command that mends it.</summary>
    public required string Mending { get; init; }

    /// <summary>The run that saw it first.</summary>
    public required string RunId { get; init; }

    /// <summary>UTC, when it was seen first.</summary>
    public required DateTime FirstSeenAt { get; init; }

    /// <summary>The run that saw it last.</summary>
    public required string LastRunId { get; init; }

    /// <summary>UTC, when it was seen last.</summary>
    public required DateTime LastSeenAt { get; init; }

    /// <summary>UTC, when a later test of the same rows no longer found it; null while it is open.</summary>
    public DateTime? ResolvedAt { get; init; }

    /// <summary>The periods as a gap, so that they are asked for again; null for what has no periods.</summary>
    public Gap? ToGap()
    {
        if (Exchange is not { } exchange || RawSymbol is not { } symbol || From is not { } from || To is not { } to || !CcIngest.Model.Interval.TryParse(Interval, out Interval? interval))
        {
            return null;
        }

        DateTime start = interval.Floor(from);
        DateTime end = interval.Floor(to) == to ? to : interval.Next(interval.Floor(to));
        return new Gap
        {
            Dataset = Dataset,
            Exchange = exchange,
            RawSymbol = symbol,
            Interval = interval,
            From = start,
            To = end,
            Periods = interval.PeriodsIn(new TimeRange(start, end)),
            Cause = GapCause.RowsMissing,
            Reason = $"{Rule}: {Found}; expected {Expected}",
            Advice = Mending,
            RunId = RunId,
            KnownAt = FirstSeenAt,
        };
    }

    public override string ToString() => $"{Rule} {Dataset} {Exchange} {RawSymbol} {Interval}".TrimEnd()
        + (From is { } from ? FormattableString.Invariant($" {from:u}") : "");
}
