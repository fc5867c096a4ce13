using CcIngest.Model;
using CcIngest.Simulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Sources.Tests;

/// <summary>The source against the simulator: two readings of one contract, made apart, that have to fit.</summary>
public sealed class SimulatedMarketTests
{
    private static readonly SimulatorOptions Small = new() { Exchanges = 5, Instruments = 60, Assets = 130, ApiKey = "a-key" };

    [Fact]
    public async Task Every_list_is_read_whole_and_without_a_rejection()
    {
        await using SimulatorServer simulator = await SimulatorServer.StartAsync(Small, CancellationToken.None);
        await using IMarketDataSource source = Open(simulator);

        List<ReferencePart> exchanges = await ListAsync(source, new ReferenceRequest(ReferenceList.Exchanges, []));
        List<ReferencePart> assets = await ListAsync(source, new ReferenceRequest(ReferenceList.Assets, []));
        List<ReferencePart> all = await ListAsync(source, new ReferenceRequest(ReferenceList.SpotInstruments, []));
        List<ReferencePart> named = await ListAsync(source, new ReferenceRequest(ReferenceList.SpotInstruments, ["kraken"]));
        List<ReferencePart> metadata = await ListAsync(source, new ReferenceRequest(ReferenceList.Assets, []) { Assets = ["BTC", "ETH"] });

        Assert.All([.. exchanges, .. assets, .. all, .. named, .. metadata], part => Assert.Empty(part.Rejected));
        Assert.Equal(5, exchanges.Single().Rows[0].Count);
        Assert.Equal(130, assets.Sum(part => part.Rows[0].Count));
        Assert.Equal((5, 60), (all.Count, all.Sum(part => part.Rows[1].Count)));
        Assert.Equal("kraken", Assert.Single(named).CompleteExchange);
        Assert.Equal(["BTC", "ETH"], Enumerable.Range(0, 2).Select(row => Expect.Cell(metadata.Single().Rows[0], row, "symbol")).Order());
        Assert.Equal(Small.Now.Date, source.ServerNow.Date);
    }

    [Theory]
    [InlineData("1d", 5000)]
    [InlineData("1h", 2000)]
    [InlineData("1m", 2000)]
    public async Task A_whole_page_of_every_series_accounts_for_each_period(string interval, int periods)
    {
        await using SimulatorServer simulator = await SimulatorServer.StartAsync(Small, CancellationToken.None);
        await using IMarketDataSource source = Open(simulator);
        Dataset dataset = DatasetCatalog.TimeSeries(SpotOhlcv.Name, Interval.Parse(interval));
        Interval step = Interval.Parse(interval);
        DateTime to = step.Floor(Small.Now);
        TimeRange range = new(step.Add(to, -periods), to);
        RowBatch instruments = (await ListAsync(source, new ReferenceRequest(ReferenceList.SpotInstruments, ["kraken"])))[0].Rows[1];

        for (int row = 0; row < instruments.Count; row++)
        {
            string symbol = (string)Expect.Cell(instruments, row, "exchange_instrument_symbol_raw")!;
            string mapped = (string)Expect.Cell(instruments, row, "mapped_instrument_symbol")!;
            RowBatch rows = new(dataset);
            SeriesPage page = await source.FetchAsync(
                new SeriesRequest(dataset, new SeriesKey(dataset.Name, "kraken", symbol, step), mapped, range), rows, CancellationToken.None);

            Assert.Empty(page.Rejected);
            DateTime listed = page.ListedFrom ?? range.From;
            long before = Math.Clamp((listed - range.From).Ticks / (to - step.Add(to, -1)).Ticks, 0, periods);
            long accounted = before + rows.Count + page.NoTrades.Sum(step.PeriodsIn);

            // After a retired instrument's last trade the answer says nothing, and so does the page.
            bool isActive = (string)Expect.Cell(instruments, row, "instrument_status_on_exchange")! == "ACTIVE";
            DateTime ended = isActive ? to : step.Next(step.Floor((DateTime)Expect.Cell(instruments, row, "last_trade_datetime")!));
            long least = ended > range.From ? step.PeriodsIn(new TimeRange(range.From, ended)) : 0;
            Assert.InRange(accounted, least, periods);
        }
    }

    [Fact]
    public async Task Limits_are_kept_without_a_single_refusal()
    {
        await using SimulatorServer simulator = await SimulatorServer.StartAsync(
            Small with { ClockRuns = true, Limits = new SimulatorLimits(10, 1000, 10_000, 100_000, 1_000_000) }, CancellationToken.None);
        await using IMarketDataSource source = Open(simulator);
        RowBatch status = new(RateLimitStatusRecords.Dataset);

        await source.ReadRateLimitAsync(status, CancellationToken.None);
        await Parallel.ForEachAsync(Enumerable.Range(0, 25), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, token) =>
            await source.ReadRateLimitAsync(new RowBatch(RateLimitStatusRecords.Dataset), token));

        Assert.Equal(10L, Expect.Cell(status, 0, "api_key_max_second"));
        Assert.Equal((26, 0), (source.Statistics.Requests, source.Statistics.RateLimited));
        Assert.True(source.Statistics.Waited > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        await using SimulatorServer simulator = await SimulatorServer.StartAsync(Small, CancellationToken.None);
        await using IMarketDataSource source = Open(simulator, "another-key");

        IngestException dataApi = await Assert.ThrowsAsync<IngestException>(() => ListAsync(source, new ReferenceRequest(ReferenceList.Assets, [])));
        IngestException minApi = await Assert.ThrowsAsync<IngestException>(() => ListAsync(source, new ReferenceRequest(ReferenceList.Exchanges, [])));

        Assert.Equal((IngestErrorId.SourceKeyRefused, IngestErrorId.SourceKeyRefused), (dataApi.Id, minApi.Id));
    }

    private static IMarketDataSource Open(SimulatorServer simulator, string key = "a-key") => MarketDataSources.OpenCcData(
        new SourceOptions { DataApi = simulator.DataApi, MinApi = simulator.MinApi, ApiKey = new Secret(key) }, TimeProvider.System, NullLoggerFactory.Instance);

    private static async Task<List<ReferencePart>> ListAsync(IMarketDataSource source, ReferenceRequest request)
    {
        List<ReferencePart> parts = [];
        await foreach (ReferencePart part in source.ListAsync(request, CancellationToken.None))
        {
            parts.Add(part);
        }

        return parts;
    }
}
