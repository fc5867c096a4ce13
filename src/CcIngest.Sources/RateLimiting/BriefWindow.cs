namespace CcIngest.Sources;

/// <summary>
/// A window as short as the unit in which its end is told: the second. Where the server's second begins is not known, so no second may hold
/// more than the limit wherever it begins: a call counts from when it is sent until a whole length after its answer.
/// </summary>
internal sealed class BriefWindow : ServerWindow
{
    /// <summary>Calls that ended in the same slot of this length are noted as one entry, at the time of the last: none spans more than a slot.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(20);

    private readonly List<RecentCalls> _recent;

    public BriefWindow(TimeSpan length)
        : base(length) => _recent = [];

    public BriefWindow(WindowRecord record)
        : base(record.Length) => (Limit, _recent) = (record.Limit, [.. record.Recent]);

    public override bool HasRoom(int weight, long underWay, DateTimeOffset now, out TimeSpan? wait)
    {
        wait = null;
        Forget(now);
        long room = Math.Max(Limit, 1) - underWay - CountSince(now - Length);
        if (room >= weight || (_recent.Count == 0 && underWay == 0))
        {
            return true;
        }

        foreach (RecentCalls calls in _recent.Where(calls => calls.At + Length > now))
        {
            room += calls.Count;
            if (room >= weight)
            {
                wait = calls.At + Length - now;
                break;
            }
        }

        return false;
    }

    public override void Ended(int weight, RateReport? report, long underWay, DateTimeOffset now)
    {
        Add(weight, now);
        if (ToldBy(report) is { } told)
        {
            Observe(told, report?.SentAt, underWay, now);
        }
    }

    /// <summary>What the server counted beyond the calls from here came from elsewhere, and counts as well.</summary>
    public override void Observe(RateWindow told, DateTimeOffset? sentAt, long underWay, DateTimeOffset now)
    {
        Learn(told);
        Forget(now);
        long elsewhere = Limit - told.Remaining - underWay - _recent.Sum(calls => calls.Count);
        if (elsewhere > 0)
        {
            Add(elsewhere, now);
        }
    }

    public override WindowRecord ToRecord(DateTimeOffset now) => new()
    {
        Length = Length, Limit = Limit, Remaining = Math.Max(0, Limit - CountSince(now - Length)),
        EndsAt = _recent.Count == 0 ? now : _recent[^1].At + Length, Recent = [.. _recent],
    };

    private long CountSince(DateTimeOffset start) => _recent.Sum(calls => calls.At > start ? calls.Count : 0);

    private void Add(long weight, DateTimeOffset now)
    {
        if (_recent.Count > 0 && SlotOf(now) == SlotOf(_recent[^1].At))
        {
            _recent[^1] = new RecentCalls(now, _recent[^1].Count + weight);
        }
        else
        {
            _recent.Add(new RecentCalls(now, weight));
        }
    }

    private static long SlotOf(DateTimeOffset time) => time.Ticks / Grain.Ticks;

    /// <summary>A call is remembered a little longer than it counts: an answer may be late, and must not make it look like a call from elsewhere.</summary>
    private void Forget(DateTimeOffset now)
    {
        _recent.RemoveAll(calls => calls.At + Length + (Length / 4) <= now);
        for (int i = 0; i < _recent.Count; i++)
        {
            // The clock was set back: nothing ended in the time to come.
            if (_recent[i].At > now)
            {
                _recent[i] = _recent[i] with { At = now };
            }
        }
    }
}
