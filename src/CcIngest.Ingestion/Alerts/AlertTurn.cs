using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Whether it is time to tell of a cause, by what was told last. Pure.</summary>
internal static class AlertTurn
{
    /// <summary>A process that took a message on and has said nothing for so long has died over it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="last">The last message of the cause to the sink; null when there was none.</param>
    /// <param name="isFiring">Whether the cause is there.</param>
    /// <param name="now">UTC.</param>
    /// <returns>What to tell; null for nothing.</returns>
    public static AlertKind? Of(AlertRecord? last, bool isFiring, DateTime now)
    {
        if (last is { State: AlertState.Sending } && now - last.ClaimedAt < Patience)
        {
            return null;
        }

        bool isTold = last is { State: AlertState.Sent };
        return (isFiring, last?.Kind) switch
        {
            (true, null) => AlertKind.Firing,
            (true, AlertKind.Firing) => isTold && now < last?.QuietUntil ? null : AlertKind.Firing,
            // It was over and is back: within the window that is still the same message.
            (true, _) => now < last?.QuietUntil ? null : AlertKind.Firing,
            (false, AlertKind.Firing) => AlertKind.Resolved,
            (false, AlertKind.Resolved) => isTold ? null : AlertKind.Resolved,
            _ => null,
        };
    }
}
