using System.Runtime.CompilerServices;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Reads the rows of a series as they were known at a moment: two streams side by side, nothing of a series kept.</summary>
public static class SeriesHistory
{
    /// <param name="rows">Of one series, ascending by time, as they are stored now.</param>
    /// <param name="revisions">
    /// Of that series, ascending by period. Read when the first row is there and not before, so that what changes meanwhile cannot be missed: a
    /// revision that is newer than the rows says what the rows say.
    /// </param>
    /// <param name="moment">UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<TRecord> AsOfAsync<TRecord>(
        IAsyncEnumerable<TRecord> rows, IAsyncEnumerable<RevisionRecord> revisions, DateTime moment,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRecord : class, ISeriesRecord<TRecord>
    {
        IAsyncEnumerator<RevisionRecord> next = revisions.GetAsyncEnumerator(cancellationToken);
        await using (next.ConfigureAwait(false))
        {
            List<RevisionRecord> ofRow = [];
            bool? isMore = null;
            await foreach (TRecord row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                isMore ??= await next.MoveNextAsync().ConfigureAwait(false);
                ofRow.Clear();
                while (isMore == true && next.Current.OpenTime <= row.OpenTime)
                {
                    if (next.Current.OpenTime == row.OpenTime)
                    {
                        ofRow.Add(next.Current);
                    }

                    isMore = await next.MoveNextAsync().ConfigureAwait(false);
                }

                if (KnownVersion.At(row, ofRow, moment) is { } known)
                {
                    yield return known;
                }
            }
        }
    }
}
