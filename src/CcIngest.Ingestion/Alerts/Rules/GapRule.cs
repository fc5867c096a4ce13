using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Periods that were asked for, or lie between such, have no valid answer. Rows are not read: what somebody removed from a table is not seen.</summary>
public sealed record GapRule : AlertRule
{
    public override string Word => "gaps";

    /// <summary>Periods of one dataset and cause that are tolerated.</summary>
    public long MoreThan { get; init; }

    /// <summary>The dataset's word; null for all.</summary>
    public string? Dataset { get; init; }

    /// <summary>Venues in lower case; empty for all.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>What the source can no longer give is not among them unless said: nobody can mend it.</summary>
    public IReadOnlyList<GapCause> Causes { get; init; } = [GapCause.NotAsked, GapCause.NotAnswered];

    internal override async Task<AlertJudgement> JudgeAsync(AlertFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Store is not { } store)
        {
            return AlertJudgement.Unknown;
        }

        Dictionary<(string Dataset, GapCause Cause), GapSum> sums = [];
        GapRequest request = new() { Datasets = Dataset is null ? [] : [Dataset], Exchanges = Exchanges, Causes = Causes };
        await foreach (Gap gap in GapSearch.FindAsync(store, request, facts.Time, cancellationToken).ConfigureAwait(false))
        {
            (string, GapCause) key = (gap.Dataset, gap.Cause);
            if (!sums.TryGetValue(key, out GapSum? sum))
            {
                sums[key] = sum = new GapSum(gap);
            }

            sum.Add(gap);
        }

        return new AlertJudgement(
            [
                .. sums.Where(one => one.Value.Periods > MoreThan).OrderBy(one => one.Key.Dataset, StringComparer.Ordinal).ThenBy(one => one.Key.Cause)
                    .Select(one => one.Value.ToCause(one.Key.Dataset, one.Key.Cause)),
            ],
            true);
    }

    /// <summary>The gaps of one dataset and cause; they come series by series.</summary>
    private sealed class GapSum(Gap first)
    {
        private (string, string, Interval)? _last;
        private long _gaps;
        private long _series;

        public long Periods { get; private set; }

        public void Add(Gap gap)
        {
            _gaps++;
            Periods += gap.Periods;
            (string, string, Interval) series = (gap.Exchange, gap.RawSymbol, gap.Interval);
            _series += series == _last ? 0 : 1;
            _last = series;
        }

        public AlertCause ToCause(string dataset, GapCause cause) => new(
            $"gaps of {dataset}: {cause}",
            FormattableString.Invariant($"{Periods} periods of {_series} series of {dataset} are missing ({cause}), the first: {first}"),
            new Dictionary<string, object> { ["periods"] = Periods, ["gaps"] = _gaps, ["series"] = _series },
            $"Get-CcGap -Dataset {dataset} -Cause {cause}");
    }
}
