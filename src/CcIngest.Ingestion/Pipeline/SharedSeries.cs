using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// Series that several runs of one job share: a run takes some at a time that nobody has, in the order that all have, until none is left. Those that
/// another run had come last, when it has given them back (then nothing is missing) or has died (then this run finishes them).
/// </summary>
internal static class SharedSeries
{
    /// <summary>Series taken together, for each that is worked on at once: enough for fetchers to stay busy, few enough for others to find some.</summary>
    private const int TakenForEachFetcher = 2;

    /// <param name="run">The run.</param>
    /// <param name="series">All of them.</param>
    /// <param name="atOnce">Series worked on at once.</param>
    /// <param name="work">Carries out series that this run holds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many are left to other runs, all of which have given a sign of life since this one had nothing else to do.</returns>
    public static async Task<int> RunAsync(
        RunContext run, IReadOnlyList<(SeriesKey Key, TradingPair Pair)> series, int atOnce,
        Func<IReadOnlyList<(SeriesKey Key, TradingPair Pair)>, Task> work, CancellationToken cancellationToken)
    {
        IReadOnlyList<(SeriesKey, TradingPair)> left = await PassAsync(series).ConfigureAwait(false);
        IReadOnlyDictionary<string, DateTime>? signs = null;
        while (left.Count > 0)
        {
            int before = left.Count;
            left = await PassAsync(left).ConfigureAwait(false);
            if (left.Count < before)
            {
                signs = null;
                continue;
            }

            // A run elsewhere that has died looks alive until its lease expires: only a new sign of life tells.
            IReadOnlyDictionary<string, DateTime> now = await run.Lease.SignsOfOthersAsync(cancellationToken).ConfigureAwait(false);
            if (now.Count == 0 || signs?.Keys.All(now.ContainsKey) == false)
            {
                // Who held them has ended since: they are free, or soon will be.
                signs = null;
            }
            else
            {
                signs ??= now;
                if (now.All(other => !signs.TryGetValue(other.Key, out DateTime first) || other.Value > first))
                {
                    break;
                }
            }

            await Task.Delay(run.Options.BusyPoll, cancellationToken).ConfigureAwait(false);
        }

        return left.Count;

        async Task<IReadOnlyList<(SeriesKey, TradingPair)>> PassAsync(IReadOnlyList<(SeriesKey Key, TradingPair Pair)> wanted)
        {
            List<(SeriesKey, TradingPair)> others = [];
            foreach ((SeriesKey Key, TradingPair Pair)[] part in wanted.Chunk(Math.Max(1, atOnce * TakenForEachFetcher)))
            {
                IReadOnlySet<LeaseKey> held = await run.Lease
                    .TakeAsync([.. part.Select(one => LeaseKey.Of(one.Key))], BusyPolicy.Share, cancellationToken).ConfigureAwait(false);
                (SeriesKey Key, TradingPair Pair)[] mine = [.. part.Where(one => !held.Contains(LeaseKey.Of(one.Key)))];
                others.AddRange(part.Except(mine));
                if (mine.Length > 0)
                {
                    await work(mine).ConfigureAwait(false);
                    await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            return others;
        }
    }
}
