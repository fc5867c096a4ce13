using CcIngest.Model;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>Runs on one store keep out of each other's way, and dead ones stand in nobody's way.</summary>
public sealed class LeaseTests
{
    private static readonly LeaseKey BtcKey = LeaseKey.Of(Key);
    private static readonly IngestOptions Quick = new() { BusyPoll = TimeSpan.FromMilliseconds(20), LeaseRenewal = TimeSpan.FromMilliseconds(20) };

    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new();

    public LeaseTests()
    {
        _source.Series[Pair.Symbol] = new ScriptedSeries { ListedFrom = Day(-1000) };
        _source.Series["ETH-USD"] = new ScriptedSeries { ListedFrom = Day(-1000) };
    }

    [Fact]
    public async Task A_run_gives_back_what_it_took()
    {
        RunSummary summary = await RunAsync(BusyPolicy.Refuse);

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Empty(_store.Leases.Series);
        Assert.Empty(await _store.Leases.ReadAsync(default));
    }

    [Fact]
    public async Task Refuse_fails_names_the_run_that_has_the_series_and_touches_nothing()
    {
        await OtherRunTakesAsync(BtcKey);

        RunSummary summary = await RunAsync(BusyPolicy.Refuse);

        Assert.Equal((RunOutcome.Failed, nameof(IngestErrorId.SeriesBusy)), (summary.Outcome, summary.Failure?.ErrorId));
        Assert.Contains("other (process 4711 on elsewhere)", summary.Failure?.Message, StringComparison.Ordinal);
        Assert.Contains("ohlcv-spot kraken XXBTZUSD 1d", summary.Failure?.Message, StringComparison.Ordinal);
        Assert.Empty(_source.Requests);
        Assert.Empty(_store.CoverageOf(Key).Intervals);
        Assert.Equal([BtcKey], _store.Leases.Series.Keys);
    }

    [Fact]
    public async Task Share_works_on_what_nobody_has_and_leaves_the_rest_to_a_run_that_gives_a_sign_of_life()
    {
        await OtherRunTakesAsync(BtcKey);

        Task<RunSummary> sharing = RunAsync(BusyPolicy.Share);
        await Task.Delay(100);
        Assert.False(sharing.IsCompleted);
        Assert.All(_source.Requests, request => Assert.Equal("ETH-USD", request.Instrument));
        _store.Leases.Now += TimeSpan.FromSeconds(15);
        await _store.Leases.RenewAsync("other", default);

        RunSummary summary = await sharing;
        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal((1, 1), (summary.Steps.Single().Legs, summary.Steps.Single().LeftToOthers));
        Assert.Equal([BtcKey], _store.Leases.Series.Keys);
    }

    [Fact]
    public async Task Share_finishes_what_a_run_that_died_elsewhere_has_left()
    {
        await OtherRunTakesAsync(BtcKey);

        Task<RunSummary> sharing = RunAsync(BusyPolicy.Share);
        await Task.Delay(100);
        Assert.DoesNotContain(_source.Requests, request => request.Instrument == Pair.Symbol);
        _store.Leases.Now += TimeSpan.FromSeconds(61);

        RunSummary summary = await sharing;
        Assert.Equal((RunOutcome.Complete, 2, 0), (summary.Outcome, summary.Steps.Single().Legs, summary.Steps.Single().LeftToOthers));
        Assert.Contains(_source.Requests, request => request.Instrument == Pair.Symbol);
        Assert.Equal(["other"], _store.Leases.Ended);
    }

    [Fact]
    public async Task Two_runs_that_share_ask_for_nothing_twice()
    {
        string[] names = ["A-USD", "B-USD", "C-USD", "D-USD", "E-USD", "F-USD"];
        LeaseTests one = new();
        LeaseTests two = new();
        RunSummary alone = await one.RunAsync(BusyPolicy.Refuse, names);
        TaskCompletionSource bothBegan = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int asking = 0;
        two._source.BeforeFetch = async (_, token) =>
        {
            // The first request of one run waits for that of the other, each on series of its own.
            if (Interlocked.Increment(ref asking) == 2)
            {
                bothBegan.SetResult();
            }

            await bothBegan.Task.WaitAsync(TimeSpan.FromSeconds(20), token);
        };

        RunSummary[] both = await Task.WhenAll(two.RunAsync(BusyPolicy.Share, names), two.RunAsync(BusyPolicy.Share, names));

        Assert.All(both, run => Assert.Equal((RunOutcome.Complete, 0), (run.Outcome, run.Steps.Single().LeftToOthers)));
        Assert.All(both, run => Assert.NotEqual(0, run.Steps.Single().Rows.Inserted));
        Assert.Equal(one._source.Requests.Count, two._source.Requests.Count);
        Assert.Equal(alone.Steps.Single().Rows.Inserted, both.Sum(run => run.Steps.Single().Rows.Inserted));
        Assert.Equal(0, both.Sum(run => run.Steps.Single().Rows.Unchanged));
    }

    [Fact]
    public async Task Wait_begins_when_the_other_run_has_ended()
    {
        await OtherRunTakesAsync(BtcKey);

        Task<RunSummary> waiting = RunAsync(BusyPolicy.Wait);
        await Task.Delay(100);
        Assert.False(waiting.IsCompleted);
        Assert.Empty(_source.Requests);
        Assert.Equal([BtcKey], _store.Leases.Series.Keys);     // while it waits it keeps nothing from others
        await _store.Leases.CloseAsync("other", default);

        RunSummary summary = await waiting;
        Assert.Equal((RunOutcome.Complete, 2), (summary.Outcome, summary.Steps.Single().Legs));
    }

    [Fact]
    public async Task A_wait_ends_at_once_when_the_run_is_cancelled()
    {
        await OtherRunTakesAsync(BtcKey);
        using CancellationTokenSource stop = new();

        Task<RunSummary> waiting = RunAsync(BusyPolicy.Wait, stop.Token);
        await Task.Delay(50);
        await stop.CancelAsync();

        Assert.Equal(RunOutcome.Cancelled, (await waiting).Outcome);
    }

    [Fact]
    public async Task A_run_whose_lease_has_expired_is_ended_and_its_series_are_free()
    {
        await OtherRunTakesAsync(BtcKey);
        _store.Leases.Now += TimeSpan.FromSeconds(61);

        Assert.Equal(RunOutcome.Complete, (await RunAsync(BusyPolicy.Refuse)).Outcome);
        Assert.Equal(["other"], _store.Leases.Ended);
    }

    [Fact]
    public async Task A_run_whose_process_ran_here_and_is_gone_is_ended_at_once()
    {
        await OtherRunTakesAsync(BtcKey, ProcessStamp.Current with { Id = int.MaxValue - 1 });

        Assert.Equal(RunOutcome.Complete, (await RunAsync(BusyPolicy.Refuse)).Outcome);
        Assert.Equal(["other"], _store.Leases.Ended);
    }

    [Fact]
    public async Task A_process_of_the_same_number_that_started_later_is_another_one()
    {
        await OtherRunTakesAsync(BtcKey, ProcessStamp.Current with { Started = "long ago" });

        Assert.Equal(RunOutcome.Complete, (await RunAsync(BusyPolicy.Refuse)).Outcome);
    }

    [Fact]
    public async Task A_second_run_of_this_very_process_is_alive()
    {
        await OtherRunTakesAsync(BtcKey, ProcessStamp.Current);

        Assert.Equal(nameof(IngestErrorId.SeriesBusy), (await RunAsync(BusyPolicy.Refuse)).Failure?.ErrorId);
    }

    [Fact]
    public async Task The_lease_is_renewed_while_the_run_works()
    {
        _source.BeforeFetch = async (_, token) => await Task.Delay(300, token);

        await RunAsync(BusyPolicy.Refuse);

        Assert.InRange(_store.Leases.Renewals, 3, 1000);
    }

    [Fact]
    public async Task A_run_that_was_taken_for_dead_fails_and_writes_nothing_more()
    {
        _source.BeforeFetch = async (_, token) =>
        {
            foreach (RunHolder run in await _store.Leases.ReadAsync(token))
            {
                await _store.Leases.EndAsync(run, token);
            }
        };

        RunSummary summary = await RunAsync(BusyPolicy.Refuse);

        Assert.Equal((RunOutcome.Failed, nameof(IngestErrorId.LeaseLost)), (summary.Outcome, summary.Failure?.ErrorId));
        Assert.Empty(_store.Table(SpotOhlcv.Days).Rows);
    }

    [Fact]
    public async Task Two_runs_do_not_sync_the_same_list_at_once()
    {
        await OtherRunTakesAsync(LeaseKey.OfList(ReferenceList.Exchanges));

        RunSummary summary = await Runner(_store, _source, Quick)
            .RunAsync(new Job("test", [new SyncStep { List = ReferenceList.Exchanges }]), null, default);

        Assert.Equal(nameof(IngestErrorId.SeriesBusy), summary.Failure?.ErrorId);
        Assert.Contains("the list exchanges", summary.Failure?.Message, StringComparison.Ordinal);
    }

    private Task<RunSummary> RunAsync(BusyPolicy policy, CancellationToken cancellationToken = default) => Runner(_store, _source, Quick).RunAsync(
        new Job("test", [Ingest(Day(1)) with { Pairs = [Pair, PairOf("ETH-USD")] }]) { OnBusy = policy }, null, cancellationToken);

    private Task<RunSummary> RunAsync(BusyPolicy policy, string[] names)
    {
        foreach (string name in names)
        {
            _source.Series[name] = new ScriptedSeries { ListedFrom = Day(-1000) };
        }

        IngestStep step = Ingest(Day(1)) with { Pairs = [.. names.Select(name => PairOf(name))], ThrottleLimit = 1 };
        return Runner(_store, _source, Quick).RunAsync(new Job("test", [step]) { OnBusy = policy }, null, default);
    }

    private async Task OtherRunTakesAsync(LeaseKey key, ProcessStamp? process = null)
    {
        await _store.Leases.OpenAsync(
            new RunHolder { RunId = "other", Process = process ?? new ProcessStamp(4711, "", "elsewhere", "", ""), LeaseSeconds = 60 }, default);
        Assert.Empty(await _store.Leases.TakeAsync("other", [key], default));
    }
}
