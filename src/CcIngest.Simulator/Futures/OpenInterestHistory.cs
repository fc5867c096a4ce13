namespace CcIngest.Simulator;

/// <summary>The open interest of a contract over time.</summary>
/// <param name="contract">The contract.</param>
/// <param name="seed">For the amounts.</param>
/// <param name="times">When it is told.</param>
/// <param name="price">The mark price, in the quote currency.</param>
/// <param name="amount">Around which it wanders, in coins.</param>
internal sealed class OpenInterestHistory(SimulatedContract contract, ulong seed, EventTimes times, PairPrice price, double amount) : IHistory
{
    private readonly EventTimes _times = times;

    /// <summary>Roughly how many messages there were up to <paramref name="now"/>.</summary>
    public long Total(long now) => _times.Total(now);

    public string StatusAt(long now) => contract.StatusAt(now);

    public HistorySpan? SpanAt(long now) => new HistorySpan(_times.First, _times.LastBefore(now), _times.HasEnded(now));

    public IHistoryPage Open(Period period, RowGroups groups, long first, long now) =>
        new Page(this, new OpenInterestText(contract.Names(period, "944", groups), groups), period, first, now);

    /// <summary>Linear ones count coins, inverse ones whole contracts of dollars; the other two follow.</summary>
    private OpenInterestState StateAt(long time)
    {
        double mark = Math.Round(price.At(time), Math.Min(15, PowersOfTen.DecimalsFor(price.Reference, 10)));
        double coins = amount * LogNoise.Exp(LogNoise.At(seed, 0.3, time));
        if (contract.Form == ContractForm.Inverse)
        {
            double dollars = Math.Max(1, Math.Round(coins * mark / contract.Size.Amount)) * contract.Size.Amount;
            return new OpenInterestState(time, dollars / mark, mark, dollars);
        }

        double whole = Math.Max(1, Math.Round(coins / contract.Size.Amount)) * contract.Size.Amount;
        double settlement = Math.Round(whole, 3);
        return new OpenInterestState(time, settlement, mark, settlement * mark);
    }

    private sealed class Page(OpenInterestHistory history, OpenInterestText text, Period period, long first, long now) : IHistoryPage
    {
        private readonly ulong _moments = CounterHash.Seed((ulong)period.Seconds, "open interest moments");
        private OpenInterestState _state = history.StateAt(history._times.LastBefore(first));

        public int LongestRow => text.LongestRow;

        public int WriteNext(long start, bool fill, Span<byte> target)
        {
            bool hasNews = history._times.TryRead(start, period.Seconds, now, out Events news);
            if (!hasNews)
            {
                return fill ? text.Write(start, [_state], 0, target) : 0;
            }

            Span<long> moments = stackalloc long[Events.MostMoments];
            int count = news.Moments(_moments, moments);

            // What stood before comes first: it is the open, and may be an extreme, but it is no message of this period.
            Span<OpenInterestState> states = stackalloc OpenInterestState[1 + Events.MostMoments];
            states[0] = _state;
            for (int place = 0; place < count; place++)
            {
                states[place + 1] = history.StateAt(moments[place]);
            }

            _state = states[count];
            return text.Write(start, states[..(count + 1)], news.Count, target);
        }
    }
}
