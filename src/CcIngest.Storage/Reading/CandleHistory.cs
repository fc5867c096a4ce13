using System.Runtime.CompilerServices;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Reads the candles of a series as they were known at a moment: two streams side by side, nothing of a series kept.</summary>
public static class CandleHistory
{
    /// <param name="candles">Of one series, ascending by time, as they are stored now.</param>
    /// <param name="revisions">
    /// Of that series, ascending by period. Read when the first candle is there and not before, so that what changes meanwhile cannot be missed: a
    /// revision that is newer than the candles says what the candles say.
    /// </param>
    /// <param name="moment">UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<Ohlcv> AsOfAsync(
        IAsyncEnumerable<Ohlcv> candles, IAsyncEnumerable<RevisionRecord> revisions, DateTime moment,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<RevisionRecord> next = revisions.GetAsyncEnumerator(cancellationToken);
        await using (next.ConfigureAwait(false))
        {
            List<RevisionRecord> ofCandle = [];
            bool? isMore = null;
            await foreach (Ohlcv candle in candles.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                isMore ??= await next.MoveNextAsync().ConfigureAwait(false);
                ofCandle.Clear();
                while (isMore == true && next.Current.OpenTime <= candle.OpenTime)
                {
                    if (next.Current.OpenTime == candle.OpenTime)
                    {
                        ofCandle.Add(next.Current);
                    }

                    isMore = await next.MoveNextAsync().ConfigureAwait(false);
                }

                if (candle.AsOf(ofCandle, moment) is { } known)
                {
                    yield return known;
                }
            }
        }
    }
}
