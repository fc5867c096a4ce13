using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>Dead letters judged again, and removed.</summary>
public sealed class LetterTests
{
    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new();
    private readonly ScriptedSeries _btc = new() { Rejected = day => day == Day(5) || day == Day(9) };
    private readonly List<ResumedLetter> _told = [];

    public LetterTests() => _source.Series["BTC-USD"] = _btc;

    [Fact]
    public async Task A_letter_that_keeps_the_rules_now_is_stored_and_completes_its_period_without_a_request()
    {
        await IngestAsync();
        _source.Rereads = Accept;
        int asked = _source.Requests.Count + _source.RateLimitReads;
        string id = IdOf(Day(5));

        RunSummary summary = await ResumeAsync(id);

        Assert.Equal((RunOutcome.Complete, new RowCounts(1, 1, 0, 0, 0)), (summary.Outcome, summary.Steps.Single().Rows));
        ResumedLetter told = Assert.Single(_told);
        Assert.Equal((id, Key, Day(5), LetterOutcome.Stored), (told.LetterId, told.Series, told.Time, told.Outcome));
        Assert.Equal(CoverageState.Complete, StateOf(5));
        Assert.Equal(CoverageState.Rejected, StateOf(9));
        Assert.Contains(Day(5), _store.Table(SpotOhlcv.Days).Values("datetime").Cast<DateTime>());
        Assert.Equal([Day(9)], _store.Letters.Select(letter => letter.Time!.Value));
        Assert.Equal(asked, _source.Requests.Count + _source.RateLimitReads);
        Assert.Contains(summary.RunId, _store.Table(Bookkeeping.Runs).Values("run_id"));

        // Row, coverage and the end of the letter were one transaction.
        CommittedWrite write = Assert.Single(_store.Writes, write => write.Coverage.Any(delta => delta.Upserts.Any(stretch => stretch.Evidence.RunId == summary.RunId)));
        Assert.Equal(SpotOhlcv.Days.Table, Assert.Single(write.Tables).Table);
    }

    [Fact]
    public async Task A_letter_that_is_still_bad_stays_with_the_verdict_of_now_and_its_first_run()
    {
        await IngestAsync();
        _source.Rereads = (letter, _) => letter with { Rule = "new-rule", Reason = "Still bad." };
        string firstRun = (string)_store.Table(Bookkeeping.Runs).Single("run_id")!;
        string before = IdOf(Day(5));

        RunSummary summary = await ResumeAsync(before);

        ResumedLetter told = Assert.Single(_told);
        Assert.Equal((LetterOutcome.StillRejected, "new-rule", "Still bad."), (told.Outcome, told.Rule, told.Reason));
        Assert.NotEqual(before, told.LetterId);
        Assert.Equal((RunOutcome.Complete, 1L), (summary.Outcome, summary.Steps.Single().Rows.Rejected));
        Assert.Equal(CoverageState.Rejected, StateOf(5));
        RowBatch letters = await _store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", "new-rule", default);
        Assert.Equal((told.LetterId, firstRun, 2), (Cell(letters, "letter_id"), Cell(letters, "run_id"), _store.Table(Bookkeeping.DeadLetters).Rows.Count));

        // Judged again by the same rules, it is the same letter.
        Assert.Equal(told.LetterId, (await ResumedAsync(told.LetterId)).LetterId);
    }

    [Fact]
    public async Task A_row_that_came_since_stands_and_the_letter_goes()
    {
        await IngestAsync();
        string id = IdOf(Day(9));
        _btc.Rejected = _ => false;
        await RunAsync(new RemoveLettersStep { LetterIds = [IdOf(Day(5))], AskAgain = true });
        Assert.Equal(CoverageState.Pending, StateOf(5));

        // The revisited tail brings day 9 in a better state.
        await Runner(_store, _source).RunAsync(Job(Ingest(Day(1)) with { Revisit = 10 }), null, default);
        string before = _store.Dump(SpotOhlcv.Days);

        // Whatever the letter says: it does not even keep the rules.
        Assert.Equal(LetterOutcome.Superseded, (await ResumedAsync(id)).Outcome);
        Assert.Equal(before, _store.Dump(SpotOhlcv.Days));
        Assert.Empty(_store.Table(Bookkeeping.DeadLetters).Rows);
        Assert.Equal(CoverageState.Complete, StateOf(9));
    }

    [Theory]
    [InlineData(12, 12)]
    [InlineData(10, 12)]    // the page that has the bad correction has new periods too
    [InlineData(10, 10)]    // and here a later one brings them
    public async Task A_refused_correction_of_a_row_that_was_there_before_it_takes_its_place(int firstUntil, int correctedUntil)
    {
        _btc.Rejected = _ => false;
        await RevisitAsync(0, firstUntil);
        _btc.Rejected = day => day == Day(9);
        await RevisitAsync(1, correctedUntil);
        _btc.Rejected = _ => false;
        await RevisitAsync(2, 12);
        Assert.Equal(CoverageState.Complete, StateOf(9));
        _source.Rereads = Accept;

        Assert.Equal(LetterOutcome.Stored, (await ResumedAsync(IdOf(Day(9)), hours: 3)).Outcome);

        Assert.Equal(17d, CloseOf(9));
        Assert.Equal(CoverageState.Complete, StateOf(9));
    }

    [Fact]
    public async Task A_refused_correction_is_superseded_by_one_that_came_after_it()
    {
        _btc.Rejected = _ => false;
        await RevisitAsync(0);
        _btc.Rejected = day => day == Day(9);
        await RevisitAsync(1);
        _btc.Rejected = _ => false;
        _btc.Close = _ => 71;
        await RevisitAsync(2);
        _source.Rereads = Accept;

        Assert.Equal(LetterOutcome.Superseded, (await ResumedAsync(IdOf(Day(9)), hours: 3)).Outcome);

        Assert.Equal(71d, CloseOf(9));
    }

    [Fact]
    public async Task Of_two_refused_corrections_the_newer_one_is_stored_in_whatever_order_they_come()
    {
        _btc.Rejected = _ => false;
        await RevisitAsync(0);
        _btc.Rejected = day => day == Day(9);
        await RevisitAsync(1);
        string older = IdOf(Day(9));
        _btc.Close = _ => 71;
        await RevisitAsync(2);
        string newer = _store.Letters.Select(letter => letter.LetterId).Single(id => id != older);
        _source.Rereads = (letter, rows) => Accept(letter, rows, letter.RawText.Contains("71", StringComparison.Ordinal) ? 71 : 17);

        await RunnerAt(3).RunAsync(Job(new ResumeLettersStep { LetterIds = [older, newer], OnLetter = _told.Add }), null, default);

        Assert.Equal([(newer, LetterOutcome.Stored), (older, LetterOutcome.Superseded)], _told.Select(letter => (letter.LetterId, letter.Outcome)));
        Assert.Equal(71d, CloseOf(9));
    }

    [Fact]
    public async Task A_row_that_the_store_refuses_leaves_everything_as_it_was_but_the_reason()
    {
        await IngestAsync();
        _source.Rereads = Accept;
        _store.Refuses = write => write.Settles.Count > 0 && write.Tables[0].Rows.Dataset == SpotOhlcv.Days
            ? [new RejectedRow(SpotOhlcv.Days, "{}", "store-refused", "CHECK failed.", "/", Key, Day(5))]
            : [];

        ResumedLetter told = await ResumedAsync(IdOf(Day(5)));

        Assert.Equal((LetterOutcome.StillRejected, "store-refused", "CHECK failed."), (told.Outcome, told.Rule, told.Reason));
        Assert.Equal(CoverageState.Rejected, StateOf(5));
        Assert.Equal(2, _store.Table(Bookkeeping.DeadLetters).Rows.Count);
    }

    [Fact]
    public async Task A_letter_of_a_row_that_the_store_had_refused_is_read_by_its_columns()
    {
        const string Text = """{"datetime":"2026-01-05 00:00:00","exchange":"kraken","symbol_unmapped":"XXBTZUSD","open":1,"high":4,"low":1,"close":2.5}""";
        await IngestAsync();
        RejectedRow refused = new(SpotOhlcv.Days, Text, "store-refused", "CHECK failed.", RefusedRowText.Request(SpotOhlcv.Days), Key, Day(5));
        await _store.WriteAsync(new StoreWrite { RunId = "r", Now = Now, Rejected = [refused] }, default);

        Assert.Equal(LetterOutcome.Stored, (await ResumedAsync(refused.LetterId)).Outcome);

        Assert.Contains(2.5, _store.Table(SpotOhlcv.Days).Values("close"));
        Assert.Equal(CoverageState.Complete, StateOf(5));
    }

    [Theory]
    [InlineData(false, CoverageState.Rejected)]
    [InlineData(true, CoverageState.Pending)]
    public async Task Removing_a_letter_leaves_its_period_rejected_unless_it_is_to_be_asked_for_again(bool askAgain, CoverageState expected)
    {
        await IngestAsync();

        RunSummary summary = await RunAsync(new RemoveLettersStep { LetterIds = [IdOf(Day(5))], AskAgain = askAgain });

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(expected, StateOf(5));
        Assert.Equal([Day(9)], _store.Letters.Select(letter => letter.Time!.Value));

        _btc.Rejected = _ => false;
        await IngestAsync();
        Assert.Equal(askAgain ? CoverageState.Complete : CoverageState.Rejected, StateOf(5));
    }

    [Fact]
    public async Task Asking_again_takes_nothing_from_a_period_that_was_had_since()
    {
        await IngestAsync();
        _btc.Rejected = _ => false;
        await Runner(_store, _source).RunAsync(Job(Ingest(Day(1)) with { Revisit = 10 }), null, default);
        Assert.Equal(CoverageState.Complete, StateOf(9));

        await RunAsync(new RemoveLettersStep { LetterIds = [IdOf(Day(9))], AskAgain = true });

        Assert.Equal(CoverageState.Complete, StateOf(9));
    }

    [Fact]
    public async Task An_unknown_letter_is_a_failed_leg_and_the_others_go_on()
    {
        await IngestAsync();
        _source.Rereads = Accept;

        RunSummary summary = await ResumeAsync("nobody", IdOf(Day(5)));

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        Assert.Contains("nobody", Assert.Single(summary.Steps.Single().Failures).Message, StringComparison.Ordinal);
        Assert.Equal(LetterOutcome.Stored, Assert.Single(_told).Outcome);
    }

    private static RejectedRow? Accept(RejectedRow letter, RowBatch rows) => Accept(letter, rows, 17);

    private static RejectedRow? Accept(RejectedRow letter, RowBatch rows, double close)
    {
        int row = rows.AddRow();
        rows.Set(row, rows.Dataset.Series!.Exchange, letter.Series!.Exchange);
        rows.Set(row, rows.Dataset.Series.Symbol, letter.Series.Symbol);
        rows.Set(row, rows.Dataset.Series.Time, letter.Time!.Value);
        rows.Set(row, rows.Dataset.Ordinal("close"), close);
        return null;
    }

    private static object? Cell(RowBatch rows, string column) => rows.Value(0, rows.Dataset.Ordinal(column));

    private string IdOf(DateTime day) => _store.Letters.Single(letter => letter.Time == day).LetterId;

    private CoverageState? StateOf(int day) => _store.CoverageOf(Key).StateAt(Day(day));

    private Task<RunSummary> IngestAsync() => Runner(_store, _source).RunAsync(Job(Ingest(Day(1))), null, default);

    private double CloseOf(int day)
    {
        InMemoryTable candles = _store.Table(SpotOhlcv.Days);
        int row = candles.Values("datetime").Cast<DateTime>().ToList().IndexOf(Day(day));
        return (double)candles.Values("close").ElementAt(row)!;
    }

    private IngestRunner RunnerAt(int hours) => new(_store, _source, new FakeTime(Now.AddHours(hours)), NullLoggerFactory.Instance);

    /// <summary>Reads everything up to a day again, some hours later.</summary>
    private Task<RunSummary> RevisitAsync(int hours, int until = 12) =>
        RunnerAt(hours).RunAsync(Job(Ingest(Day(1), Day(until)) with { Revisit = 20 }), null, default);

    private Task<RunSummary> ResumeAsync(params string[] ids) => RunAsync(new ResumeLettersStep { LetterIds = ids, OnLetter = _told.Add });

    private async Task<ResumedLetter> ResumedAsync(string id, int hours = 0)
    {
        _told.Clear();
        await RunnerAt(hours).RunAsync(Job(new ResumeLettersStep { LetterIds = [id], OnLetter = _told.Add }), null, default);
        return Assert.Single(_told);
    }

    private Task<RunSummary> RunAsync(LetterStep step) => Runner(_store, _source).RunAsync(Job(step), null, default);
}
