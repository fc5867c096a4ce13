namespace CcIngest.TestSupport;

/// <summary>
/// A clock that stands still until a test moves it; timers fire when <see cref="Advance"/> reaches them. With <see cref="AutoAdvance"/> the
/// clock jumps to the end of each wait by itself, so that retries take no real time.
/// </summary>
public sealed class FakeTime(DateTimeOffset? now = null) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = now ?? new DateTimeOffset(2025, 6, 6, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Whether the clock jumps to the end of each wait that begins. Deadlines (the timer of a <see cref="CancellationTokenSource"/>) are no
    /// waits: they fire on <see cref="Advance"/> alone, for real work may be under way before them.
    /// </summary>
    public bool AutoAdvance { get; init; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        FakeTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires what is due on the way, in order.</summary>
    public void Advance(TimeSpan time)
    {
        DateTimeOffset target = GetUtcNow() + time;
        while (TakeDue(target, deadlines: true) is { } timer)
        {
            timer.Fire();
        }

        MoveTo(target);
    }

    private void JumpTo(FakeTimer waiting, DateTimeOffset target)
    {
        lock (_lock)
        {
            if (!_timers.Contains(waiting) || waiting.DueAt != target)
            {
                return;
            }
        }

        while (TakeDue(target, deadlines: false) is { } timer)
        {
            timer.Fire();
        }

        MoveTo(target);
    }

    private void MoveTo(DateTimeOffset target)
    {
        lock (_lock)
        {
            _now = target > _now ? target : _now;
        }
    }

    /// <summary>The timer that is due first up to a time, the clock being moved there; null when none is.</summary>
    private FakeTimer? TakeDue(DateTimeOffset target, bool deadlines)
    {
        lock (_lock)
        {
            FakeTimer? first = _timers.Where(timer => timer.DueAt <= target && (deadlines || !timer.IsDeadline)).MinBy(timer => timer.DueAt);
            if (first is null)
            {
                return null;
            }

            _now = first.DueAt > _now ? first.DueAt : _now;
            _timers.Remove(first);
            if (first.Period > TimeSpan.Zero)
            {
                first.DueAt += first.Period;
                _timers.Add(first);
            }

            return first;
        }
    }

    private void Schedule(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        DateTimeOffset dueAt;
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime < TimeSpan.Zero)
            {
                return;
            }

            dueAt = _now + dueTime;
            (timer.DueAt, timer.Period) = (dueAt, period);
            _timers.Add(timer);
        }

        if (AutoAdvance && !timer.IsDeadline)
        {
            ThreadPool.QueueUserWorkItem(_ => JumpTo(timer, dueAt));
        }
    }

    private void Remove(FakeTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class FakeTimer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; set; }

        public bool IsDeadline => state is CancellationTokenSource;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Schedule(this, dueTime, period);
            return true;
        }

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
