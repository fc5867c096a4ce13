using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion.Tests;

/// <summary>Dated contracts end, and perpetual ones change the interval of their funding.</summary>
public sealed class ExpiredContractTests(SeriesMarket market) : IClassFixture<SeriesMarket>
{
    private static readonly DateTime Now = SeriesMarket.Options.Now;

    [Theory]
    [InlineData("ohlcv")]
    [InlineData("open-interest")]
    public async Task An_expired_contract_is_complete_up_to_its_end_and_never_asked_again(string kind)
    {
        (RunSummary first, RunSummary second, StoredMarket stored, IReadOnlyList<TradingPair> contracts) = await market.WithAsync(market.NewStore(), async session =>
        {
            await session.Runner.RunAsync(new Job("lists", SeriesMarket.Lists), null, CancellationToken.None);
            IngestStep step = Step(kind) with { Select = new Selection { Statuses = ["EXPIRED"] } };
            RunSummary first = await session.Runner.RunAsync(new Job("test", [step]), null, CancellationToken.None);
            RunSummary second = await session.Runner.RunAsync(new Job("test", [step]), null, CancellationToken.None);
            return (first, second, await StoredMarket.ReadAsync(session), await SeriesSelection.ChooseAsync(session.Store, step, CancellationToken.None));
        });

        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (first.Outcome, second.Outcome));
        Assert.NotEmpty(contracts);
        Assert.NotEqual(0, first.Steps[0].Requests);
        Assert.Equal(0, second.Steps[0].Requests);
        Assert.All(contracts, contract =>
        {
            CoverageRecord[] known = [.. stored.Coverage.Where(record => record.Exchange == contract.Exchange && record.RawSymbol == contract.RawSymbol)];
            Assert.DoesNotContain(known, record => record.State is CoverageState.Pending or CoverageState.Open);
            Assert.Equal((CoverageState.NotListed, Now.Date.AddDays(1)), (known[^1].State, known[^1].To));
            Assert.Equal(contract.ExpiresAt!.Value.Date.AddDays(1), known[^1].From);
        });
    }

    [Fact]
    public async Task A_contract_that_the_list_calls_active_ends_at_its_expiry_all_the_same()
    {
        (RunSummary first, RunSummary second, StoredMarket stored) = await market.WithAsync(market.NewStore(), async session =>
        {
            await session.Runner.RunAsync(new Job("lists", SeriesMarket.Lists), null, CancellationToken.None);
            IReadOnlyList<TradingPair> expired = await SeriesSelection.ChooseAsync(
                session.Store, Step("ohlcv") with { Select = new Selection { Statuses = ["EXPIRED"], Limit = 2 } }, CancellationToken.None);
            IngestStep step = Step("ohlcv") with { Pairs = [.. expired.Select(contract => contract with { Status = "ACTIVE", LastTrade = null })] };
            RunSummary first = await session.Runner.RunAsync(new Job("test", [step]), null, CancellationToken.None);
            RunSummary second = await session.Runner.RunAsync(new Job("test", [step]), null, CancellationToken.None);
            return (first, second, await StoredMarket.ReadAsync(session));
        });

        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (first.Outcome, second.Outcome));
        Assert.Equal(0, second.Steps[0].Requests);
        Assert.Empty(stored.In(CoverageState.Open));
    }

    [Fact]
    public async Task A_funding_interval_that_changes_is_no_hole()
    {
        (IReadOnlyList<(string Series, FundingRate Rate)> rates, IReadOnlyList<string> resting) = await market.WithAsync(market.NewStore(), async session =>
        {
            await session.Runner.RunAsync(new Job("test", [.. SeriesMarket.Lists, Step("funding-rate") with { Select = new Selection { Limit = 40 } }]), null, CancellationToken.None);
            IReadOnlyList<FundingRate> stored = await session.Store.QueryAsync<FundingRate>(
                StoredQuery.Series(FuturesFundingRate.Days), new SeriesFilter { From = DateTime.UnixEpoch, To = Now }, CancellationToken.None);
            IReadOnlyList<CoverageRecord> coverage = await SimulatedMarket.CoverageAsync(session);
            Assert.DoesNotContain(coverage, record => record.State == CoverageState.Pending);
            return (
                (IReadOnlyList<(string, FundingRate)>)[.. stored.Select(rate => ($"{rate.Exchange} {rate.RawSymbol}", rate))],
                (IReadOnlyList<string>)[.. coverage.Where(record => record.State == CoverageState.NoTrades).Select(record => $"{record.Exchange} {record.RawSymbol}")]);
        });

        IGrouping<string, FundingRate>[] changed =
        [
            .. rates.GroupBy(pair => pair.Series, pair => pair.Rate).Where(series => series.Select(rate => rate.FundingIntervalMs).Distinct().Count() > 1)
                .Where(series => !resting.Contains(series.Key)),
        ];
        Assert.NotEmpty(changed);
        Assert.All(changed, series => Assert.All(
            series.Zip(series.Skip(1)), pair => Assert.Equal(pair.First.OpenTime.AddDays(1), pair.Second.OpenTime)));
    }

    private static IngestStep Step(string kind) => new()
    {
        Kind = kind, Market = Market.Futures, Interval = Interval.OneDay, From = SeriesMarket.Options.HistoryStart,
    };
}
