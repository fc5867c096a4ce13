namespace CcIngest.Sources;

/// <summary>Decides what is told of one wait: how long it will take, once and again when that gets longer, and that it is for answers.</summary>
/// <param name="waits">Told how long the wait for a window's end will take.</param>
internal sealed class WaitNotice(Action<TimeSpan>? waits)
{
    /// <summary>An answer's whole seconds may lengthen a wait a little; that is nothing to tell again.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>Answers mostly take less; who waits longer for those of others should know.</summary>
    private static readonly TimeSpan LongForAnswers = TimeSpan.FromSeconds(5);

    private DateTimeOffset _toldUntil = DateTimeOffset.MinValue;
    private DateTimeOffset? _forAnswersSince;
    private bool _isTold;

    /// <summary>How long answers have been waited for, the first time that this is long; else null.</summary>
    /// <param name="wait">How long the wait will take; null when it is for answers.</param>
    public TimeSpan? Look(TimeSpan? wait, DateTimeOffset now)
    {
        if (wait is { } known)
        {
            (_forAnswersSince, _isTold) = (null, false);
            if (now + known > _toldUntil + Slack)
            {
                _toldUntil = now + known;
                waits?.Invoke(known);
            }

            return null;
        }

        _forAnswersSince ??= now;
        if (_isTold || now - _forAnswersSince < LongForAnswers)
        {
            return null;
        }

        _isTold = true;
        return now - _forAnswersSince;
    }
}
