using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Collects the breaches of one rule in one series: those that touch become one, and only so many are kept.</summary>
internal sealed class BreachList(QualityRule rule, TestedRange range)
{
    /// <summary>A table that is wrong all over says no more by a million findings than by a thousand.</summary>
    public const int Most = 1_000;

    private readonly List<RuleBreach> _breaches = [];

    public QualityRule Rule => rule;

    public bool IsOverflowing { get; private set; }

    public IReadOnlyList<RuleBreach> Breaches => _breaches;

    public void Add(RuleBreach breach)
    {
        if (breach.To <= range.From || breach.From >= range.To)
        {
            return;     // a row that was read for comparison only
        }

        if (_breaches is [.., var last] && breach.From <= last.To)
        {
            _breaches[^1] = last with { To = breach.To > last.To ? breach.To : last.To };
        }
        else if (_breaches.Count < Most)
        {
            _breaches.Add(breach);
        }
        else
        {
            IsOverflowing = true;
        }
    }

    /// <summary>Takes ranges out of what was found; a stretch with some of it left stays for the rest.</summary>
    /// <param name="ranges">Ascending.</param>
    public void Cut(IEnumerable<TimeRange> ranges)
    {
        TimeRange[] all = [.. ranges];
        RuleBreach[] rest = [.. _breaches.SelectMany(breach =>
            TimeRanges.Except(new TimeRange(breach.From, breach.To), all).Select(left => breach with { From = left.From, To = left.To }))];
        _breaches.Clear();
        _breaches.AddRange(rest);
    }
}
