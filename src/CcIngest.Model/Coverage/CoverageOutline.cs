namespace CcIngest.Model;

/// <summary>
/// The coverage of one series as a plan needs it: where it is in which state, without the evidence. What was answered is one stretch as far as it touches, so a
/// series that has traded every other minute for years is one too. Not safe for several threads.
/// </summary>
public sealed class CoverageOutline(SeriesKey series)
{
    private readonly List<CoverageStretch> _stretches = [];

    public SeriesKey Series { get; } = series;

    /// <summary>Ascending; they do not overlap.</summary>
    public IReadOnlyList<CoverageStretch> Stretches => _stretches;

    /// <summary>The start of the oldest period whose row is stored; null when there is none.</summary>
    public DateTime? StoredFrom { get; private set; }

    /// <summary>As <see cref="CoverageMap.HasOverlaps"/>.</summary>
    public bool HasOverlaps { get; private init; }

    public static CoverageOutline Of(CoverageMap map)
    {
        CoverageOutline outline = new(map.Series) { HasOverlaps = map.HasOverlaps };
        foreach (CoverageInterval interval in map.Intervals)
        {
            outline.TryAdd(interval.Range, interval.State, interval.Evidence.IsOfStore);
        }

        return outline;
    }

    /// <summary>Whether a range lies in one stretch of a state.</summary>
    public bool Holds(TimeRange range, CoverageState state)
    {
        int low = 0;
        int high = _stretches.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _stretches[middle].Range.To > range.From ? (low, middle) : (middle + 1, high);
        }

        return low < _stretches.Count && _stretches[low].State == state && _stretches[low].Range.From <= range.From && range.To <= _stretches[low].Range.To;
    }

    /// <summary>Adds what the store has next, in the order of time.</summary>
    /// <returns>False when it begins before the last one ends; then nothing is added.</returns>
    public bool TryAdd(TimeRange range, CoverageState state, bool isOfStore)
    {
        if (_stretches.Count > 0 && range.From < _stretches[^1].Range.To)
        {
            return false;
        }

        if (state == CoverageState.Complete)
        {
            StoredFrom ??= range.From;
        }

        if (state is not (CoverageState.Complete or CoverageState.NoTrades or CoverageState.Rejected))
        {
            _stretches.Add(new CoverageStretch(range, state, isOfStore && state is (CoverageState.NotListed or CoverageState.LostAtSource)));
        }
        else if (_stretches.Count > 0 && _stretches[^1].IsAnswered && _stretches[^1].Range.To == range.From)
        {
            _stretches[^1] = new CoverageStretch(new TimeRange(_stretches[^1].Range.From, range.To), CoverageState.Complete, false);
        }
        else
        {
            _stretches.Add(new CoverageStretch(range, CoverageState.Complete, false));
        }

        return true;
    }
}

/// <summary>A part of a <see cref="CoverageOutline"/>.</summary>
/// <param name="Range">From inclusive, to exclusive.</param>
/// <param name="State"><see cref="CoverageState.Complete"/> stands for all that was answered: no trades and rejected too.</param>
/// <param name="IsOfStore">As <see cref="CoverageEvidence.IsOfStore"/>, of what is not listed or lost; false for all else.</param>
public readonly record struct CoverageStretch(TimeRange Range, CoverageState State, bool IsOfStore)
{
    public bool IsAnswered => State == CoverageState.Complete;
}
