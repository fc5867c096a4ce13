namespace CcIngest.Sources;

/// <summary>A window whose end the server tells closely enough to wait for it: a minute and longer.</summary>
internal sealed class LongWindow : ServerWindow
{
    /// <summary>An answer that left the server at the end of the window before may come so late.</summary>
    private static readonly TimeSpan LateAnswer = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Ends are told in whole seconds. Should the server cut them off rather than round them up, an exhausted window lasts up to a second longer
    /// than told, and the request that looks into the next one would be refused. It costs 1.7 % of a minute.
    /// </summary>
    private static readonly TimeSpan CutOff = TimeSpan.FromSeconds(1);

    private long _remaining;
    private DateTimeOffset _endsAt;
    private bool _endIsKnown;
    private WindowGuess _guess;

    /// <summary>When this window was entered by the clock alone.</summary>
    private DateTimeOffset _beganAt;

    public LongWindow(RateWindow told, DateTimeOffset now)
        : base(told.Length) => (_remaining, _endsAt, _endIsKnown) = (told.Remaining, now + (Reset(told) ?? Length), told.Reset is not null);

    public LongWindow(WindowRecord record)
        : base(record.Length) =>
        (Limit, _remaining, _endsAt, _endIsKnown, _guess, _beganAt) =
            (record.Limit, record.Remaining, record.EndsAt, record.EndIsKnown, record.Guess, record.BeganAt);

    public override bool HasRoom(int weight, long underWay, DateTimeOffset now, out TimeSpan? wait)
    {
        wait = null;
        Roll(now);
        if (_remaining < weight)
        {
            wait = RollsAt - now;
            return false;
        }

        // In a window that nobody has told of yet, one request finds out how many fit: somebody else may have used it up.
        return _guess switch
        {
            WindowGuess.Asked => false,
            WindowGuess.Open => true,
            _ => _remaining - underWay >= weight || underWay == 0,
        };
    }

    public override void Sent() => _guess = _guess == WindowGuess.Open ? WindowGuess.Asked : _guess;

    public override void Ended(int weight, RateReport? report, long underWay, DateTimeOffset now)
    {
        Roll(now);
        bool isOfBefore = report?.SentAt < _beganAt;
        if (!isOfBefore && ToldBy(report) is { } told)
        {
            Observe(told, report?.SentAt, underWay, now);
            return;
        }

        _remaining -= weight;
        if (_guess == WindowGuess.Asked && !isOfBefore)
        {
            // Answers that never speak of this window will not do so next time: then the guess is all there is.
            _guess = report is null ? WindowGuess.Open : WindowGuess.None;
        }
    }

    public override void Observe(RateWindow told, DateTimeOffset? sentAt, long underWay, DateTimeOffset now)
    {
        Roll(now);
        Learn(told);
        if (sentAt < _beganAt)
        {
            // It may speak of the window before.
            return;
        }

        if (Reset(told) is not { } reset)
        {
            // Where answers tell the end, a count without one may be that of the window before.
            if (!_endIsKnown || _guess != WindowGuess.None)
            {
                _remaining = _guess == WindowGuess.None ? Math.Min(_remaining, told.Remaining) : told.Remaining;
                _guess = WindowGuess.None;
            }

            return;
        }

        // Whole seconds make the end of one and the same window vary a little; the next window's end is a whole length later.
        DateTimeOffset endsAt = now + reset;
        if (_guess != WindowGuess.None || endsAt - _endsAt > Length / 2)
        {
            (_remaining, _endsAt, _endIsKnown, _guess) = (told.Remaining, endsAt, true, WindowGuess.None);
        }
        else if (!_endIsKnown || _endsAt - endsAt <= Length / 2 || reset > LateAnswer)
        {
            (_remaining, _endsAt, _endIsKnown) = (Math.Min(_remaining, told.Remaining), endsAt < _endsAt ? endsAt : _endsAt, true);
        }
    }

    public override WindowRecord ToRecord(DateTimeOffset now) => new()
    {
        Length = Length, Limit = Limit, Remaining = _remaining, EndsAt = _endsAt, EndIsKnown = _endIsKnown, Guess = _guess, BeganAt = _beganAt,
    };

    private DateTimeOffset RollsAt => _endIsKnown && _remaining <= 0 ? _endsAt + CutOff : _endsAt;

    /// <summary>Begins the next window when this one has ended. What fits into it is a guess until an answer tells: the most that was seen, at least one.</summary>
    private void Roll(DateTimeOffset now)
    {
        if (now >= RollsAt)
        {
            (_remaining, _endsAt, _endIsKnown, _guess, _beganAt) = (Math.Max(Limit, 1), now + Length, false, WindowGuess.Open, now);
        }
        else if (_endsAt - now > Length)
        {
            // The clock was set back: no window lasts longer than its length.
            (_endsAt, _endIsKnown, _beganAt) = (now + Length, false, default);
        }
    }

    private TimeSpan? Reset(RateWindow told) => told.Reset > Length ? Length : told.Reset;
}

/// <summary>What is known of a window that was entered by the clock alone.</summary>
internal enum WindowGuess
{
    /// <summary>An answer has told.</summary>
    None,

    /// <summary>Nothing; a request may find out.</summary>
    Open,

    /// <summary>Nothing yet; a request is finding out.</summary>
    Asked,
}
