using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The periods of a series that are tested.</summary>
/// <param name="From">Start of the first one; null for the first there is.</param>
/// <param name="To">End of the last one, closed by now.</param>
/// <param name="IsToTheEnd">Whether no closed period is after <paramref name="To"/>.</param>
internal sealed record TestedRange(DateTime? From, DateTime To, bool IsToTheEnd);

/// <summary>What a test of a series found.</summary>
internal sealed record TestedSeries(SeriesKey Key, TestedRange Range)
{
    /// <summary>The rules that were tested.</summary>
    public required IReadOnlyList<QualityRule> Rules { get; init; }

    public required IReadOnlyList<(QualityRule Rule, RuleBreach Breach)> Breaches { get; init; }

    /// <summary>Rules with more breaches than are kept: what they no longer tell of may still be there.</summary>
    public required IReadOnlySet<string> Overflowing { get; init; }

    public long Rows { get; init; }
}

/// <summary>What a test of a table without series found.</summary>
internal sealed record TestedTable(Dataset Dataset)
{
    public required IReadOnlyList<QualityRule> Rules { get; init; }

    public required IReadOnlyList<TableBreach> Breaches { get; init; }

    public long Rows { get; init; }
}

/// <summary>Something in a table without series that breaks a rule.</summary>
/// <param name="Subject">What it is about, for people and for telling findings apart.</param>
internal sealed record TableBreach(QualityRule Rule, string? Exchange, string Subject, string Found, string Expected);
