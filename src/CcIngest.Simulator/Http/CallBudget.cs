namespace CcIngest.Simulator;

/// <summary>Calls in the fixed windows second, minute, hour, day, month at one moment; lists in that order.</summary>
/// <param name="ResetSeconds">Until each window ends; at least 1.</param>
internal sealed record BudgetState(long[] Used, long[] Max, long[] ResetSeconds, long TotalCalls)
{
    public long Remaining(int window) => Math.Max(0, Max[window] - Used[window]);

    /// <summary>The longest wait among the windows that are used up; 0 when none is.</summary>
    public long WaitSeconds => Enumerable.Range(0, Max.Length).Where(window => Remaining(window) == 0).Select(window => ResetSeconds[window]).DefaultIfEmpty(0).Max();
}

/// <summary>Counts the calls of the one key in fixed windows. Safe for several threads.</summary>
internal sealed class CallBudget
{
    /// <summary>Of the windows, in seconds. The month is 30 days, as the API's headers have it.</summary>
    public static readonly long[] WindowSeconds = [1, 60, 3600, 86400, 2_592_000];

    /// <summary>Stated when no limits are simulated: more than a client on this machine can use, lest it slows down for nothing.</summary>
    private static readonly SimulatorLimits Unlimited = new(10_000, 600_000, 36_000_000, 860_000_000, 2_000_000_000);

    /// <summary>The state where nothing is counted.</summary>
    public static readonly BudgetState Free = new([0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], 0);

    private readonly Lock _lock = new();
    private readonly long[] _max;
    private readonly bool _isEnforced;
    private readonly long[] _used = new long[WindowSeconds.Length];
    private readonly long[] _windows = new long[WindowSeconds.Length];
    private long _total;

    public CallBudget(SimulatorLimits? limits)
    {
        _isEnforced = limits is not null;
        SimulatorLimits max = limits ?? Unlimited;
        _max = [max.Second, max.Minute, max.Hour, max.Day, max.Month];
    }

    /// <summary>Counts a call unless a window is used up. A refused call is not counted.</summary>
    public bool TryTake(DateTimeOffset now, out BudgetState state)
    {
        lock (_lock)
        {
            Turn(now);
            bool isFree = !_isEnforced || !_used.Where((used, window) => used >= _max[window]).Any();
            if (isFree)
            {
                _total++;
                for (int window = 0; window < _used.Length; window++)
                {
                    _used[window]++;
                }
            }

            long milliseconds = now.ToUnixTimeMilliseconds();
            long[] resets = [.. WindowSeconds.Select(length => ((((milliseconds / (length * 1000)) + 1) * length * 1000) - milliseconds + 999) / 1000)];
            state = new BudgetState([.. _used], _max, resets, _total);
            return isFree;
        }
    }

    private void Turn(DateTimeOffset now)
    {
        long seconds = now.ToUnixTimeSeconds();
        for (int window = 0; window < _used.Length; window++)
        {
            long current = seconds / WindowSeconds[window];
            if (current != _windows[window])
            {
                _windows[window] = current;
                _used[window] = 0;
            }
        }
    }
}
