namespace CcIngest.Sources;

/// <summary>
/// What is known of the server's fixed windows, and whether a request fits into them. No clock, no waiting, no locks: see
/// <see cref="WindowRateLimiter"/> for one process and <see cref="SharedWindows"/> for several.
/// </summary>
/// <remarks>
/// A request under way may or may not be in the server's last count, so it is counted once more here: <c>remaining - under way</c> never
/// promises too much, and is exact when the last answer is in.
/// </remarks>
internal sealed class RateWindows
{
    /// <summary>Who has been the first in line for so long may look again: an hour's window is waited out before, however its end was told.</summary>
    public static readonly TimeSpan LookAgainAfter = RateHeaders.LongestPause + TimeSpan.FromSeconds(2);

    /// <summary>The longest ban that a venue is known for.</summary>
    private static readonly TimeSpan LongestBan = TimeSpan.FromDays(3);

    private readonly SortedDictionary<TimeSpan, ServerWindow> _windows = [];
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _bannedUntil = DateTimeOffset.MinValue;
    private bool _answered;

    public RateWindows()
    {
    }

    /// <param name="underWay">The weight of the requests under way, which the record does not hold.</param>
    public RateWindows(BudgetRecord record, long underWay)
    {
        (_pausedUntil, _bannedUntil, _answered, UnderWay) = (record.PausedUntil, record.BannedUntil, record.Answered, underWay);
        foreach (WindowRecord window in record.Windows)
        {
            _windows[window.Length] = ServerWindow.Of(window);
        }
    }

    /// <summary>The weight of the requests that were sent and have not ended.</summary>
    public long UnderWay { get; private set; }

    /// <summary>Takes the weight out of the windows, or says how long to wait: until that time, or (null) until something changes.</summary>
    public bool TryTake(int weight, DateTimeOffset now, out TimeSpan? wait)
    {
        bool fits = Fits(weight, now, out wait);
        if (fits)
        {
            Take(weight);
        }

        return fits;
    }

    /// <summary>As <see cref="TryTake"/>, but takes nothing.</summary>
    public bool Fits(int weight, DateTimeOffset now, out TimeSpan? wait)
    {
        wait = null;
        if (_pausedUntil - now > RateHeaders.LongestPause)
        {
            // The clock was set back: no pause lasts longer than the longest.
            _pausedUntil = now + RateHeaders.LongestPause;
        }

        // As with a pause: what is longer than any ban is a clock that was set back.
        _bannedUntil = _bannedUntil - now > LongestBan ? now + LongestBan : _bannedUntil;
        DateTimeOffset heldUntil = _bannedUntil > _pausedUntil ? _bannedUntil : _pausedUntil;
        if (now < heldUntil)
        {
            wait = heldUntil - now;
            return false;
        }

        // Nothing is known before the first answer: one request finds out how many fit.
        bool fits = _answered || UnderWay == 0;
        foreach (ServerWindow window in _windows.Values)
        {
            if (!window.HasRoom(weight, UnderWay, now, out TimeSpan? rest))
            {
                fits = false;
                wait = wait > rest || rest is null ? wait : rest;
            }
        }

        return fits;
    }

    /// <summary>Whether one that has waited for <see cref="LookAgainAfter"/> may go although it does not fit: alone, and never in a pause.</summary>
    public bool MayLookAgain(DateTimeOffset now) => UnderWay == 0 && now >= _pausedUntil && now >= _bannedUntil;

    /// <summary>Counts a request as under way whether it fits or not: after the longest wait, one may look again.</summary>
    public void Take(int weight)
    {
        UnderWay += weight;
        foreach (ServerWindow window in _windows.Values)
        {
            window.Sent();
        }
    }

    /// <summary>A request has ended; without a report it counts as spent.</summary>
    public void Complete(int weight, RateReport? report, DateTimeOffset now)
    {
        UnderWay = Math.Max(0, UnderWay - weight);
        _answered |= report is not null;
        foreach (ServerWindow window in _windows.Values)
        {
            window.Ended(weight, report, UnderWay, now);
        }

        if (report is not null)
        {
            Pause(report, now);
            foreach (RateWindow told in report.Windows)
            {
                _windows.TryAdd(told.Length, ServerWindow.Of(told, now));
            }
        }
    }

    public void Observe(RateReport report, DateTimeOffset now)
    {
        Pause(report, now);
        foreach (RateWindow told in report.Windows)
        {
            if (_windows.TryGetValue(told.Length, out ServerWindow? window))
            {
                window.Observe(told, report.SentAt, UnderWay, now);
            }
            else
            {
                _windows.Add(told.Length, ServerWindow.Of(told, now));
            }
        }
    }

    /// <summary>Without the requests under way, which belong to their holders.</summary>
    public BudgetRecord ToRecord(DateTimeOffset now) => new()
    {
        Answered = _answered, PausedUntil = _pausedUntil, BannedUntil = _bannedUntil, Windows = [.. _windows.Values.Select(window => window.ToRecord(now))],
    };

    private void Pause(RateReport report, DateTimeOffset now)
    {
        if (report.Pause is { } pause && now + pause > _pausedUntil)
        {
            _pausedUntil = now + pause;
        }

        if (report.Ban is { } ban && now + ban > _bannedUntil)
        {
            _bannedUntil = now + ban;
        }
    }
}
