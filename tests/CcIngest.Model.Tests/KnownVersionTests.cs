namespace CcIngest.Model.Tests;

public sealed class KnownVersionTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void At_every_moment_the_candles_are_those_that_a_snapshot_had_then(int seed)
    {
        Random random = new(seed);
        History history = new();
        List<(DateTime Moment, string Candles)> snapshots = [(Start.AddSeconds(-1), "")];
        DateTime now = Start;
        for (int write = 0; write < 25; write++)
        {
            now = now.AddSeconds(random.Next(1, 90));
            foreach (int day in Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0))
            {
                history.Put(Candle(random, day), now, isSettled: random.Next(3) == 0);
            }

            snapshots.Add((now, history.Now));
            snapshots.Add((now.AddMilliseconds(random.Next(1, 1000)), history.Now));
        }

        Assert.All(snapshots, snapshot => Assert.True(
            snapshot.Candles == history.AsOf(snapshot.Moment),
            $"Seed {seed}, {snapshot.Moment:O}: then\n{snapshot.Candles}\nand read back\n{history.AsOf(snapshot.Moment)}"));
    }

    [Fact]
    public void A_version_is_known_at_its_start_and_no_more_at_its_end()
    {
        RevisionRecord first = Revision(Start, Start.AddHours(1), "{\"close\":1}");

        Assert.Null(KnownVersion.At(Start.AddHours(1), [first], Start.AddTicks(-1)));
        Assert.Equal(1d, KnownVersion.At(Start.AddHours(1), [first], Start)?.OldValues["close"]);
        Assert.Equal(1d, KnownVersion.At(Start.AddHours(1), [first], Start.AddHours(1).AddTicks(-1))?.OldValues["close"]);
        Assert.Empty(KnownVersion.At(Start.AddHours(1), [first], Start.AddHours(1))!.OldValues);
    }

    [Fact]
    public void Two_versions_within_a_second_are_told_apart_though_collected_at_counts_seconds()
    {
        RevisionRecord first = Revision(Start, Start.AddSeconds(5.9), "{\"close\":1}");

        Assert.Equal(1d, KnownVersion.At(Start.AddSeconds(5), [first], Start.AddSeconds(5.5))?.OldValues["close"]);
        Assert.Empty(KnownVersion.At(Start.AddSeconds(5), [first], Start.AddSeconds(5.9))!.OldValues);
    }

    [Fact]
    public void A_row_that_was_absent_or_came_later_was_not_known()
    {
        Assert.Null(KnownVersion.At(Start, [], Start.AddTicks(-1)));
        Assert.Null(KnownVersion.At(Start, [Revision(null, Start.AddMilliseconds(500), null)], Start.AddMilliseconds(499)));
        Assert.NotNull(KnownVersion.At(Start, [Revision(null, Start.AddMilliseconds(500), null)], Start.AddMilliseconds(500)));
    }

    [Fact]
    public void Old_values_have_the_types_of_their_columns()
    {
        RevisionRecord revision = Revision(Start, Start.AddHours(1),
            "{\"symbol\":null,\"close\":100,\"total_trades\":9007199254740993,\"last_trade_timestamp\":\"2024-01-01 00:00:07\",\"transform_function\":\"x\",\"gone\":1}");

        Assert.Equal(
            [("symbol", null), ("close", 100d), ("total_trades", 9007199254740993L),
                ("last_trade_timestamp", new DateTime(2024, 1, 1, 0, 0, 7, DateTimeKind.Utc)), ("transform_function", "x"), ("gone", 1d)],
            revision.OldValues!.Select(pair => (pair.Key, pair.Value)));
        Assert.Null(Revision(null, Start, null).OldValues);
    }

    private static Ohlcv Candle(Random random, int day) => new()
    {
        Exchange = "kraken",
        RawSymbol = "XXBTZUSD",
        Interval = "1d",
        OpenTime = Start.AddDays(day),
        Symbol = random.Next(4) == 0 ? null : "BTC-USD",
        Close = random.Next(3),
        Volume = random.Next(3) == 0 ? null : random.Next(3) / 10d,
        TotalTrades = random.Next(2),
    };

    private static RevisionRecord Revision(DateTime? from, DateTime until, string? old, DateTime? openTime = null) => new()
    {
        Dataset = SpotOhlcv.Name,
        Exchange = "kraken",
        RawSymbol = "XXBTZUSD",
        Interval = "1d",
        OpenTime = openTime ?? Start,
        KnownFrom = from,
        KnownUntil = until,
        RunId = "run-1",
        OldJson = old,
    };

    /// <summary>A table of candles and its revisions, kept as a store keeps them.</summary>
    private sealed class History
    {
        private readonly SortedDictionary<DateTime, Ohlcv> _rows = [];
        private readonly List<RevisionRecord> _revisions = [];

        public string Now => Text(_rows.Values);

        public string AsOf(DateTime moment) => Text(_rows.Values
            .Select(candle => KnownVersion.At(candle, _revisions.Where(revision => revision.OpenTime == candle.OpenTime), moment)).OfType<Ohlcv>());

        public void Put(Ohlcv candle, DateTime now, bool isSettled)
        {
            if (!_rows.TryGetValue(candle.OpenTime, out Ohlcv? old))
            {
                if (isSettled)
                {
                    _revisions.Add(Revision(null, now, null, candle.OpenTime));
                }
            }
            else if (Differences(old, candle) is { Count: > 0 } differing)
            {
                _revisions.Add(Revision(old.CollectedAt, now, System.Text.Json.JsonSerializer.Serialize(differing), candle.OpenTime));
            }
            else
            {
                return;
            }

            _rows[candle.OpenTime] = candle with { CollectedAt = now };
        }

        private static Dictionary<string, object?> Differences(Ohlcv old, Ohlcv now) => new (string Column, object? Old, object? Now)[]
        {
            ("symbol", old.Symbol, now.Symbol), ("close", old.Close, now.Close), ("volume", old.Volume, now.Volume), ("total_trades", old.TotalTrades, now.TotalTrades),
        }.Where(one => !Equals(one.Old, one.Now)).ToDictionary(one => one.Column, one => one.Old);

        private static string Text(IEnumerable<Ohlcv> candles) => string.Join('\n', candles.Select(candle => FormattableString.Invariant(
            $"{candle.OpenTime:O} {candle.Symbol} {candle.Close} {candle.Volume} {candle.TotalTrades} {candle.CollectedAt:O}")));
    }
}
