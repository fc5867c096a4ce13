using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>What every adapter of an exchange must do. A new exchange is one more class that derives from this and says what its failures look like.</summary>
public abstract class VenueConformance(VenueConformance.Market market) : IClassFixture<VenueConformance.Market>
{
    protected abstract string Exchange { get; }

    /// <summary>The path of the list of symbols, for answers of our own.</summary>
    protected abstract string SymbolsPath { get; }

    protected abstract string KlinesPath { get; }

    /// <summary>An answer that says that the limit is reached, and to wait a few seconds where the exchange says how long.</summary>
    protected abstract FakeAnswer LimitReached { get; }

    /// <summary>An answer that says that there is no such symbol.</summary>
    protected abstract FakeAnswer UnknownSymbol { get; }

    /// <summary>A good list of one symbol.</summary>
    protected abstract FakeAnswer OneSymbol { get; }

    /// <summary>A good list without any symbol.</summary>
    protected abstract FakeAnswer NoSymbols { get; }

    private VenueSheet Sheet => VenueCatalog.All.Single(venue => venue.Exchange == Exchange);

    [Fact]
    public void The_sheet_is_filled_in()
    {
        Assert.Matches("^[a-z0-9-]+$", Sheet.Exchange);
        Assert.Matches("^[A-Z0-9_]+_API_BASE_URL$", Sheet.AddressSetting);
        Assert.Equal("https", Sheet.Address.Scheme);
        Assert.NotEmpty(Sheet.Intervals);
        Assert.InRange(Sheet.PageSize, 1, 10_000);
        Assert.True(Sheet.NewestOnly is null || Sheet.NewestOnly <= Sheet.PageSize);
        Assert.InRange(Sheet.MaxConcurrency, 1, 64);
        Assert.True(Sheet.SymbolsWeight > 0 && Sheet.KlinesWeight(1) > 0 && Sheet.KlinesWeight(Sheet.PageSize) >= Sheet.KlinesWeight(1));
        Assert.All(Sheet.Limits, limit => Assert.True(limit.Value >= Sheet.KlinesWeight(Sheet.PageSize), "a page does not fit into a window"));
        Assert.All(Sheet.Intervals.Keys, interval => Assert.Equal(interval, Interval.Parse(interval.ToString())));
    }

    [Fact]
    public async Task Every_symbol_that_is_listed_becomes_one_with_a_standard_name()
    {
        await using IMarketDataSource source = market.Open();

        ReferencePart part = await SymbolsAsync(source);

        RowBatch rows = part.Rows[0];
        Assert.Empty(part.Rejected);
        Assert.NotEqual(0, rows.Count);
        Assert.Equal(Exchange, part.CompleteExchange);
        Assert.Equal(Market.Options.Now, part.RetrievedAt);
        Assert.Equal(rows.Count, Enumerable.Range(0, rows.Count).Select(row => Expect.Cell(rows, row, "native_symbol")).Distinct().Count());
        Assert.All(Enumerable.Range(0, rows.Count), row =>
        {
            Assert.Null(RowFault.ByRules(rows, row));
            Assert.Equal(Exchange, Expect.Cell(rows, row, "exchange"));
            Assert.NotNull(Expect.Cell(rows, row, "tick_size"));
            Assert.NotNull(Expect.Cell(rows, row, "lot_size"));
        });
        Assert.Contains("ACTIVE", Enumerable.Range(0, rows.Count).Select(row => Expect.Cell(rows, row, "status")));
    }

    [Fact]
    public async Task A_page_of_every_interval_accounts_for_each_of_its_periods()
    {
        await using IMarketDataSource source = market.Open();
        string symbol = await BitcoinAsync(source);
        foreach (Interval interval in Sheet.Intervals.Keys)
        {
            Dataset dataset = Klines.At(interval);
            DateTime to = interval.Floor(Market.Options.Now);
            int periods = interval == Interval.OneHour ? source.Describe(dataset, Exchange).MaxPeriods : 50;
            TimeRange range = new(interval.Add(to, -periods), to);

            (SeriesPage page, RowBatch rows) = await FetchAsync(source, symbol, interval, range);

            Assert.Empty(page.Rejected);
            DateTime begin = page.ListedFrom ?? page.LostBefore ?? range.From;
            long accounted = interval.PeriodsIn(new TimeRange(range.From, interval.Next(begin))) - 1 + rows.Count + page.NoTrades.Sum(interval.PeriodsIn);
            Assert.True(interval.PeriodsIn(range) == accounted, $"{interval}: {interval.PeriodsIn(range)} periods, {accounted} accounted for");
            Assert.True(rows.Count > 0, $"{interval}: no rows");
            Assert.All(Enumerable.Range(0, rows.Count), row =>
            {
                Assert.Null(RowFault.ByRules(rows, row));
                Assert.True(range.Contains(rows.Time(row, dataset.Ordinal("open_time"))));
                Assert.True(row == 0 || rows.Time(row - 1, dataset.Ordinal("open_time")) < rows.Time(row, dataset.Ordinal("open_time")), "not ascending");
                Assert.Equal((Exchange, symbol, interval.ToString()), (Expect.Cell(rows, row, "exchange"), Expect.Cell(rows, row, "native_symbol"), Expect.Cell(rows, row, "interval")));
            });
        }
    }

    [Fact]
    public async Task Pages_that_meet_give_the_rows_of_one_page()
    {
        await using IMarketDataSource source = market.Open();
        string symbol = await BitcoinAsync(source);
        DateTime to = Interval.OneHour.Floor(Market.Options.Now);

        (_, RowBatch whole) = await FetchAsync(source, symbol, Interval.OneHour, new TimeRange(to.AddHours(-50), to));
        (_, RowBatch early) = await FetchAsync(source, symbol, Interval.OneHour, new TimeRange(to.AddHours(-50), to.AddHours(-17)));
        (_, RowBatch late) = await FetchAsync(source, symbol, Interval.OneHour, new TimeRange(to.AddHours(-17), to));

        using RowHash one = new();
        using RowHash two = new();
        one.Add(whole);
        two.Add(early);
        two.Add(late);
        Assert.Equal((one.Rows, one.ToString()), (two.Rows, two.ToString()));
    }

    [Fact]
    public async Task A_range_of_one_period_gives_that_one_and_not_the_running_one()
    {
        await using IMarketDataSource source = market.Open();
        string symbol = await BitcoinAsync(source);
        DateTime running = Interval.OneDay.Floor(Market.Options.Now);

        (_, RowBatch rows) = await FetchAsync(source, symbol, Interval.OneDay, new TimeRange(running.AddDays(-1), running));

        Assert.Equal(running.AddDays(-1), Assert.Single(Enumerable.Range(0, rows.Count).Select(row => rows.Time(row, rows.Dataset.Ordinal("open_time")))));
    }

    [Fact]
    public async Task An_order_book_of_every_depth_is_sorted_and_no_deeper_than_asked()
    {
        if (Sheet.Books is not { } books)
        {
            return;
        }

        await using IMarketDataSource source = market.Open();
        string symbol = await BitcoinAsync(source);
        foreach (int depth in books.Depths.Count > 0 ? books.Depths : [1, books.MostLevels])
        {
            Assert.InRange(books.Weight(depth), 1, Sheet.Limits.Values.Max());
            RowBatch rows = new(OrderBookSnapshots.Dataset);
            await source.FetchBookAsync(new OrderBookRequest(Exchange, symbol, depth, Market.Options.Now, TimeSpan.FromMinutes(1)), rows, CancellationToken.None);

            Assert.Equal(1, rows.Count);
            Assert.Null(RowFault.ByRules(rows, 0));
            OrderBook book = OrderBook.Of(rows, 0);
            Assert.Equal((Exchange, symbol, depth, Market.Options.Now), (book.Exchange, book.NativeSymbol, book.Depth, book.TickAt));
            Assert.InRange(book.Bids.Count, 1, depth);
            Assert.InRange(book.Asks.Count, 1, depth);
            Assert.Equal((books.HasTime, books.HasUpdateId), (book.ExchangeTime is not null, book.LastUpdateId != 0));
            Assert.Equal(book.ExchangeTime ?? book.ReceivedAt, book.RetrievedAt);
        }

        Assert.Throws<IngestException>(() => source.DescribeBooks(Exchange, books.MostLevels + 1));
    }

    [Fact]
    public async Task Before_the_first_kline_there_is_nothing_and_the_answer_says_why()
    {
        await using IMarketDataSource source = market.Open();
        string symbol = await BitcoinAsync(source);
        DateTime to = Market.Options.HistoryStart.AddYears(-1).Date;

        (SeriesPage page, RowBatch rows) = await FetchAsync(source, symbol, Interval.OneDay, new TimeRange(to.AddDays(-30), to));

        Assert.Equal(0, rows.Count);
        Assert.Empty(page.NoTrades);
        Assert.True((page.ListedFrom ?? page.LostBefore) >= to, "neither not listed nor lost");
    }

    [Fact]
    public async Task A_symbol_that_is_not_there_is_a_failure_of_its_series_only()
    {
        await using IMarketDataSource source = market.Open();
        DateTime to = Interval.OneDay.Floor(Market.Options.Now);

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => FetchAsync(source, "NOSUCHSYMBOL", Interval.OneDay, new TimeRange(to.AddDays(-5), to)));

        Assert.Equal((IngestErrorId.InstrumentUnknown, FailureScope.Leg), (failure.Id, failure.Scope));
        Assert.Contains("NOSUCHSYMBOL", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exchange_s_own_words_for_an_unknown_symbol_are_understood()
    {
        await using FakeMarketDataServer server = await FakeMarketDataServer.StartAsync();
        server.On(KlinesPath, UnknownSymbol);
        await using IMarketDataSource source = Market.Open(server.Address);

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => FetchAsync(source, "X", Interval.OneDay, Expect.Range("2025-06-01", "2025-06-05")));

        Assert.Equal(IngestErrorId.InstrumentUnknown, failure.Id);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_refusal_for_the_limit_holds_back_the_next_request_and_is_asked_again()
    {
        await using FakeMarketDataServer server = await FakeMarketDataServer.StartAsync();
        server.On(SymbolsPath, LimitReached, OneSymbol);
        FakeTime time = new() { AutoAdvance = true };
        await using IMarketDataSource source = Market.Open(server.Address, time);
        DateTimeOffset start = time.GetUtcNow();

        ReferencePart part = await SymbolsAsync(source);

        Assert.Equal(1, part.Rows[0].Count);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, source.Statistics.RateLimited);
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(2), "it did not wait");
    }

    [Fact]
    public async Task What_is_transient_is_asked_again_and_what_is_not_is_told()
    {
        await using FakeMarketDataServer server = await FakeMarketDataServer.StartAsync();
        server.On(SymbolsPath, FakeAnswer.Json("{}", 503), FakeAnswer.Html(502), new FakeAnswer { Resets = true }, OneSymbol with { BreaksAfter = 20 }, OneSymbol);
        await using IMarketDataSource source = Market.Open(server.Address);

        Assert.Equal(1, (await SymbolsAsync(source)).Rows[0].Count);
        Assert.Equal(5, server.Requests.Count);

        server.On(SymbolsPath, FakeAnswer.Html());
        Assert.Equal(IngestErrorId.SourceAnswerUnreadable, (await Assert.ThrowsAsync<IngestException>(() => SymbolsAsync(source))).Id);
    }

    [Fact]
    public async Task A_list_without_symbols_is_no_list()
    {
        await using FakeMarketDataServer server = await FakeMarketDataServer.StartAsync();
        server.On(SymbolsPath, NoSymbols);
        await using IMarketDataSource source = Market.Open(server.Address);

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => SymbolsAsync(source));

        Assert.Equal((IngestErrorId.SourceAnswerUnreadable, FailureScope.Leg), (failure.Id, failure.Scope));
    }

    [Fact]
    public async Task The_clock_is_the_exchange_s()
    {
        await using IMarketDataSource source = market.Open();
        IMarketDataSource alone = source.PartFor([Klines.Name], [Exchange]);

        await alone.ReadRateLimitAsync(new RowBatch(RateLimitStatusRecords.Dataset), CancellationToken.None);

        Assert.True(alone.KnowsServerClock);
        Assert.Equal(Market.Options.Now, alone.ServerNow.AddTicks(-(alone.ServerNow.Ticks % TimeSpan.TicksPerMinute)));
        Assert.NotEmpty(alone.KnownLimits);
    }

    private async Task<ReferencePart> SymbolsAsync(IMarketDataSource source)
    {
        List<ReferencePart> parts = [];
        await foreach (ReferencePart part in source.ListAsync(new ReferenceRequest(ReferenceList.Symbols, [Exchange]), CancellationToken.None))
        {
            parts.Add(part);
        }

        return Assert.Single(parts);
    }

    /// <summary>The native name of the symbol of bitcoin that is traded longest.</summary>
    private async Task<string> BitcoinAsync(IMarketDataSource source)
    {
        RowBatch rows = (await SymbolsAsync(source)).Rows[0];
        return Enumerable.Range(0, rows.Count)
            .Where(row => (string?)Expect.Cell(rows, row, "base") == "BTC" && (string?)Expect.Cell(rows, row, "status") == "ACTIVE"
                && Expect.Cell(rows, row, "delivery_time") is null)
            .Select(row => (string)Expect.Cell(rows, row, "native_symbol")!)
            .OrderBy(symbol => symbol.Contains('.', StringComparison.Ordinal)).ThenBy(symbol => symbol, StringComparer.Ordinal).First();
    }

    private async Task<(SeriesPage Page, RowBatch Rows)> FetchAsync(IMarketDataSource source, string symbol, Interval interval, TimeRange range)
    {
        Dataset dataset = Klines.At(interval);
        RowBatch rows = new(dataset);
        SeriesPage page = await source.FetchAsync(
            new SeriesRequest(dataset, new SeriesKey(dataset.Name, Exchange, symbol, interval), symbol, range), rows, CancellationToken.None);
        return (page, rows);
    }

    /// <summary>The simulated exchanges, shared by the tests of a class.</summary>
    public sealed class Market : IAsyncLifetime
    {
        private SimulatorServer? _server;

        public static SimulatorOptions Options { get; } = new()
        {
            Exchanges = 5, Instruments = 60, Assets = 30, HistoryStart = new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };

        public async Task InitializeAsync() => _server = await SimulatorServer.StartAsync(Options, CancellationToken.None);

        public async Task DisposeAsync() => await _server!.DisposeAsync();

        public IMarketDataSource Open() => Open(_server!.DataApi);

        public static IMarketDataSource Open(Uri address, TimeProvider? time = null) => MarketDataSources.Open(
            new SourceOptions { VenueAddresses = VenueCatalog.Exchanges.ToDictionary(exchange => exchange, _ => address) },
            time ?? new FakeTime { AutoAdvance = true }, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).PartFor([ReferenceList.Symbols, Klines.Name], []);
    }
}
