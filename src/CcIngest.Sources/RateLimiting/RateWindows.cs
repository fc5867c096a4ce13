namespace CcIngest.Sources;

/// <summary>What is known of the server's fixed windows, and whether a request fits into them. No clock, no waiting, no locks: see <see cref="WindowRateLimiter"/>.</summary>
/// <remarks>
/// A request under way may or may not be in the server's last count, so it is counted once more here: <c>remaining - under way</c> never
/// promises too much, and is exact when the last answer is in.
/// </remarks>
internal sealed class RateWindows
{
    private readonly Dictionary<TimeSpan, Window> _windows = [];
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private long _underWay;
    private bool _answered;

    /// <summary>Takes the weight out of the windows, or says how long to wait: until that time, or (null) until something changes.</summary>
    public bool TryTake(int weight, DateTimeOffset now, out TimeSpan? wait)
    {
        bool fits = Fits(weight, now, out wait);
        if (fits)
        {
            _underWay += weight;
        }

        return fits;
    }

    /// <summary>As <see cref="TryTake"/>, but takes nothing.</summary>
    public bool Fits(int weight, DateTimeOffset now, out TimeSpan? wait)
    {
        wait = null;
        if (now < _pausedUntil)
        {
            wait = _pausedUntil - now;
            return false;
        }

        // Nothing is known before the first answer: one request finds out how many fit.
        bool fits = _answered || _underWay == 0;
        foreach (Window window in _windows.Values)
        {
            window.Roll(now);
            if (window.Remaining < weight)
            {
                TimeSpan rest = window.EndsAt - now;
                wait = wait > rest ? wait : rest;
                fits = false;
            }
            else if (window.Remaining - _underWay < weight && _underWay > 0)
            {
                fits = false;
            }
        }

        return fits;
    }

    /// <summary>Counts a request as under way that does not fit: after the longest wait, one may look again.</summary>
    public void Take(int weight) => _underWay += weight;

    /// <summary>A request has ended; without a report it counts as spent.</summary>
    public void Complete(int weight, RateReport? report, DateTimeOffset now)
    {
        _underWay -= weight;
        _answered |= report is not null;
        foreach (Window window in _windows.Values)
        {
            window.Roll(now);
            if (window.IsYoungerThan(report?.SentAt) || report?.Windows.Any(told => told.Length == window.Length) != true)
            {
                window.Remaining -= weight;
            }
        }

        if (report is not null)
        {
            Observe(report, now);
        }
    }

    public void Observe(RateReport report, DateTimeOffset now)
    {
        if (report.Pause is { } pause && now + pause > _pausedUntil)
        {
            _pausedUntil = now + pause;
        }

        foreach (RateWindow told in report.Windows)
        {
            if (_windows.TryGetValue(told.Length, out Window? window))
            {
                window.Roll(now);
                if (!window.IsYoungerThan(report.SentAt))
                {
                    window.Observe(told, now);
                }
            }
            else
            {
                _windows.Add(told.Length, new Window(told, now));
            }
        }
    }

    private sealed class Window(RateWindow told, DateTimeOffset now)
    {
        private long _limit = told.Limit ?? told.Remaining;
        private bool _guessed;
        private DateTimeOffset _rolledAt = DateTimeOffset.MinValue;

        public TimeSpan Length { get; } = told.Length;

        public long Remaining { get; set; } = told.Remaining;

        public DateTimeOffset EndsAt { get; private set; } = now + (told.Reset ?? told.Length);

        /// <summary>Begins the next window when this one has ended. What fits into it is a guess until an answer tells: the most that was seen, at least one.</summary>
        public void Roll(DateTimeOffset now)
        {
            if (now >= EndsAt)
            {
                Remaining = Math.Max(_limit, 1);
                EndsAt = now + Length;
                _rolledAt = now;
                _guessed = true;
            }
        }

        /// <summary>Whether a request was sent before this window began: what its answer says may belong to the window before.</summary>
        public bool IsYoungerThan(DateTimeOffset? sentAt) => sentAt < _rolledAt;

        public void Observe(RateWindow told, DateTimeOffset now)
        {
            _limit = told.Limit ?? Math.Max(_limit, told.Remaining);
            DateTimeOffset endsAt = now + (told.Reset ?? EndsAt - now);

            // Whole seconds make the end of one and the same window vary a little; the next window's end is a whole length later.
            if (_guessed || endsAt - EndsAt > Length / 2)
            {
                (Remaining, EndsAt, _guessed) = (told.Remaining, endsAt, false);
                return;
            }

            Remaining = Math.Min(Remaining, told.Remaining);
            EndsAt = endsAt < EndsAt ? endsAt : EndsAt;
        }
    }
}
