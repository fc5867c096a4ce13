namespace CcIngest.Sources;

/// <summary>
/// The windows of a key and who uses them: several processes, any of which may be killed. No clock, no waiting, no file.
/// </summary>
internal sealed class SharedWindows
{
    /// <summary>Who waits longer than another by so much goes first.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Who waits, but has not looked for so long, is not waited for: it looks at least every 60 ms while something may change at any time.</summary>
    private static readonly TimeSpan Attention = TimeSpan.FromMilliseconds(150);

    /// <summary>A holder that says nothing for so long is dead, or as good as dead, whether it can be seen from here or not: no request takes longer.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    private readonly RateWindows _windows;
    private readonly List<HolderRecord> _holders;

    public SharedWindows()
        : this(new BudgetRecord())
    {
    }

    public SharedWindows(BudgetRecord record)
    {
        _holders = [.. record.Holders];
        _windows = new RateWindows(record, _holders.Sum(holder => holder.UnderWay));
    }

    /// <summary>Whether holders other than this one have requests under way, or wait: then things change without its doing.</summary>
    public bool IsSharedWith(string me) => _holders.Exists(other => other.Id != me && (other.UnderWay > 0 || other.WaitsSince is not null));

    /// <summary>The processes of the other holders that have requests under way, for people.</summary>
    public IEnumerable<string> OthersUnderWay(string me) =>
        _holders.Where(other => other.Id != me && other.UnderWay > 0).Select(other => FormattableString.Invariant($"{other.Process.Id} on {other.Process.Machine}"));

    /// <summary>Takes the weight for a holder, or notes that it waits and says how long: until that time, or (null) until something changes.</summary>
    /// <param name="since">Since when it waits.</param>
    /// <param name="insists">Takes the weight even if it does not fit, when nothing is under way and no pause is in force.</param>
    /// <param name="hasEnded">Whether another's process has ended; null when that cannot be seen.</param>
    public bool TryTake(
        HolderRecord me, int weight, DateTimeOffset since, bool insists, Func<HolderRecord, bool?> hasEnded, DateTimeOffset now, out TimeSpan? wait)
    {
        bool takes = Takes(me, weight, since, now, out wait);
        if (!takes && _holders.Exists(other => other.Id != me.Id) && Settle(me, hasEnded, now))
        {
            takes = Takes(me, weight, since, now, out wait);
        }

        if (takes || (insists && _windows.MayLookAgain(now)))
        {
            _windows.Take(weight);
            Change(me, now, holder => holder with { UnderWay = holder.UnderWay + weight, WaitsSince = null });
            return true;
        }

        Change(me, now, holder => holder with { WaitsSince = since });
        return false;
    }

    /// <summary>How long a request would wait for a window's end.</summary>
    public TimeSpan ExpectedWait(int weight, DateTimeOffset now) =>
        !_windows.Fits(weight, now, out TimeSpan? wait) && wait is { } known ? known : TimeSpan.Zero;

    public void Complete(HolderRecord me, int weight, RateReport? report, DateTimeOffset now)
    {
        _windows.Complete(weight, report, now);
        Change(me, now, holder => holder with { UnderWay = Math.Max(0, holder.UnderWay - weight) });
    }

    public void Observe(RateReport report, DateTimeOffset now) => _windows.Observe(report, now);

    /// <summary>A holder sends no more. What it had under way counts as spent.</summary>
    public void Leave(string id, DateTimeOffset now)
    {
        if (_holders.Find(holder => holder.Id == id) is { } gone)
        {
            _holders.Remove(gone);
            Spend(gone, now);
        }
    }

    /// <summary>
    /// Takes out the holders that are dead. What another has had under way for longer than any of its requests can take counts as spent: it
    /// stands still (stopped by hand, or in a container that nobody sees), and must not hold up the others. Returns whether there were any.
    /// </summary>
    public bool Settle(HolderRecord me, Func<HolderRecord, bool?> hasEnded, DateTimeOffset now)
    {
        HolderRecord[] dead = [.. _holders.Where(other => other.Id != me.Id && (SilenceOf(other) > LongestSilence || hasEnded(other) == true))];
        Array.ForEach(dead, other => Leave(other.Id, now));
        HolderRecord[] still = [.. _holders.Where(other =>
            other.Id != me.Id && other.UnderWay > 0 && other.LongestRequest > TimeSpan.Zero && SilenceOf(other) > other.LongestRequest)];
        foreach (HolderRecord other in still)
        {
            Spend(other, now);
            _holders[_holders.IndexOf(other)] = other with { UnderWay = 0 };
        }

        return dead.Length + still.Length > 0;

        TimeSpan SilenceOf(HolderRecord other) => (now - other.Seen).Duration();
    }

    public BudgetRecord ToRecord(DateTimeOffset now) => _windows.ToRecord(now) with { Holders = [.. _holders] };

    private bool Takes(HolderRecord me, int weight, DateTimeOffset since, DateTimeOffset now, out TimeSpan? wait) =>
        _windows.Fits(weight, now, out wait) && !_holders.Exists(other => other.Id != me.Id && other.WaitsSince + Patience < since
            && (now - other.Seen).Duration() < Attention);

    private void Spend(HolderRecord holder, DateTimeOffset now)
    {
        if (holder.UnderWay > 0)
        {
            _windows.Complete((int)holder.UnderWay, null, now);
        }
    }

    private void Change(HolderRecord me, DateTimeOffset now, Func<HolderRecord, HolderRecord> change)
    {
        int place = _holders.FindIndex(holder => holder.Id == me.Id);
        if (place < 0)
        {
            place = _holders.Count;
            _holders.Add(me);
        }

        _holders[place] = change(_holders[place]) with { Seen = now };
    }
}
