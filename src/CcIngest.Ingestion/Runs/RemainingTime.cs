using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>How long a step will take yet: at the pace so far, or as long as the rate limits take, whichever is more.</summary>
internal sealed class RemainingTime(IMarketDataSource source, TimeProvider time)
{
    private long _began = time.GetTimestamp();

    /// <summary>The work begins only now: choosing series and waiting for other runs says nothing of the pace.</summary>
    public void Begin() => _began = time.GetTimestamp();

    /// <param name="done">Requests answered so far.</param>
    /// <param name="planned">Requests of the whole step.</param>
    /// <returns>Null before the first answer: there is no pace yet.</returns>
    public TimeSpan? Of(long done, long planned)
    {
        long left = Math.Max(0, planned - done);
        if (done == 0 || left == 0)
        {
            return left == 0 && planned > 0 ? TimeSpan.Zero : null;
        }

        TimeSpan pace = time.GetElapsedTime(_began) * (left / (double)done);
        TimeSpan limits = RateLimitTime.For(left, source.KnownLimits, time.GetUtcNow().UtcDateTime);
        return limits > pace ? limits : pace;
    }
}
