namespace CcIngest.Simulator;

/// <summary>From a second on, funding is due every so many milliseconds.</summary>
internal readonly record struct FundingInterval(long From, long Milliseconds)
{
    public const long Hour = 3_600_000;
}

/// <summary>The announced funding rates of a perpetual: fractions per interval, positive or negative, in steps of 10 to the minus 10.</summary>
/// <param name="contract">The perpetual.</param>
/// <param name="seed">For the rates.</param>
/// <param name="times">When rates are announced.</param>
/// <param name="intervals">Ascending; the first one holds from the beginning.</param>
internal sealed class FundingHistory(SimulatedContract contract, ulong seed, EventTimes times, IReadOnlyList<FundingInterval> intervals) : IHistory
{
    private const int Decimals = 10;

    /// <summary>The mood turns within weeks: the longest octave is 2^20 s, twelve days.</summary>
    private const int FortnightShift = 20;

    /// <summary>What most venues announce for eight hours when longs and shorts are even.</summary>
    private const double EvenRate = 0.0001;

    // Pages read it of another instance.
    private readonly EventTimes _times = times;

    /// <summary>Roughly how many announcements there were up to <paramref name="now"/>.</summary>
    public long Total(long now) => _times.Total(now);

    public string StatusAt(long now) => contract.StatusAt(now);

    public HistorySpan? SpanAt(long now) => new HistorySpan(_times.First, _times.LastBefore(now), _times.HasEnded(now));

    public IHistoryPage Open(Period period, RowGroups groups, long first, long now) => new Page(this, contract.Names(period, "934", groups), period, groups, first, now);

    private long IntervalAt(long time)
    {
        long milliseconds = intervals[0].Milliseconds;
        foreach (FundingInterval interval in intervals)
        {
            milliseconds = interval.From <= time ? interval.Milliseconds : milliseconds;
        }

        return milliseconds;
    }

    /// <summary>The rate that stands at a second, in steps.</summary>
    private long RateAt(long time)
    {
        double even = EvenRate * IntervalAt(time) / (8 * FundingInterval.Hour);
        return (long)Math.Round(even * (1 + (3 * LogNoise.At(seed, 0.4, time, FortnightShift))) * PowersOfTen.Of(Decimals));
    }

    private sealed class Page(FundingHistory history, RowNames names, Period period, RowGroups groups, long first, long now) : IHistoryPage
    {
        private readonly byte[] _names = names.ToBytes();
        private readonly ulong _moments = CounterHash.Seed((ulong)period.Seconds, "funding moments");
        private long _rate = history.RateAt(history._times.LastBefore(first));

        public int LongestRow => names.Head.Length + _names.Length + 1_000;

        public int WriteNext(long start, bool fill, Span<byte> target)
        {
            bool hasNews = history._times.TryRead(start, period.Seconds, now, out Events news);
            if (!hasNews && !fill)
            {
                return 0;
            }

            Span<long> moments = stackalloc long[Events.MostMoments];
            moments = hasNews ? moments[..news.Moments(_moments, moments)] : [];
            Rates rates = new(_rate);
            foreach (long moment in moments)
            {
                rates.Add(moment, history.RateAt(moment));
            }

            _rate = rates.Last;
            JsonText text = new(target);
            text.Raw(names.Head);
            text.Number(start);
            text.Raw(_names);
            Write(ref text, rates, news, hasNews, history.IntervalAt(Math.Min(start + period.Seconds, now) - 1));
            return text.Length;
        }

        private void Write(ref JsonText text, in Rates rates, in Events news, bool hasNews, long interval)
        {
            if (groups.HasFlag(RowGroups.Value))
            {
                text.Field(",\"INTERVAL_MS\":"u8, interval);
            }

            if (groups.HasFlag(RowGroups.Ohlc))
            {
                text.Field(",\"OPEN\":"u8, rates.Open, Decimals);
                text.Field(",\"HIGH\":"u8, Math.Max(rates.Open, rates.High), Decimals);
                text.Field(",\"LOW\":"u8, Math.Min(rates.Open, rates.Low), Decimals);
                text.Field(",\"CLOSE\":"u8, rates.Last, Decimals);
            }

            if (groups.HasFlag(RowGroups.OhlcMessage) && hasNews)
            {
                text.Field(",\"FIRST_MESSAGE_TIMESTAMP\":"u8, news.First);
                text.Field(",\"LAST_MESSAGE_TIMESTAMP\":"u8, news.Last);
                text.Field(",\"FIRST_MESSAGE_VALUE\":"u8, rates.First, Decimals);
                text.Field(",\"HIGH_MESSAGE_VALUE\":"u8, rates.High, Decimals);
                text.Field(",\"HIGH_MESSAGE_TIMESTAMP\":"u8, rates.HighTime);
                text.Field(",\"LOW_MESSAGE_VALUE\":"u8, rates.Low, Decimals);
                text.Field(",\"LOW_MESSAGE_TIMESTAMP\":"u8, rates.LowTime);
                text.Field(",\"LAST_MESSAGE_VALUE\":"u8, rates.Last, Decimals);
            }

            if (groups.HasFlag(RowGroups.Message))
            {
                text.Field(",\"TOTAL_FUNDING_RATE_UPDATES\":"u8, hasNews ? news.Count : 0);
            }

            text.Raw("}"u8);
        }
    }

    /// <summary>The rates announced in one period, in steps. Without any, all are the one that stood before.</summary>
    private struct Rates(long open)
    {
        private bool _hasOne;

        public long Open { get; } = open;

        public long First { get; private set; } = open;

        public long High { get; private set; } = open;

        public long HighTime { get; private set; }

        public long Low { get; private set; } = open;

        public long LowTime { get; private set; }

        public long Last { get; private set; } = open;

        public void Add(long time, long rate)
        {
            First = _hasOne ? First : rate;
            (High, HighTime) = _hasOne && High >= rate ? (High, HighTime) : (rate, time);
            (Low, LowTime) = _hasOne && Low <= rate ? (Low, LowTime) : (rate, time);
            Last = rate;
            _hasOne = true;
        }
    }
}
