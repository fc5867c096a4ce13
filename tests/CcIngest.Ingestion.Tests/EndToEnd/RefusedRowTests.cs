using CcIngest.Model;
using CcIngest.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CcIngest.Ingestion.Tests;

/// <summary>The whole way of a row that only the engine refuses: from the simulated API to the dead letters, and back into the table.</summary>
public sealed class RefusedRowTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    [Fact]
    public async Task A_row_that_the_engine_refuses_is_a_letter_until_the_engine_takes_it()
    {
        await using IngestSession clean = await market.OpenAsync();
        await using IngestSession session = await market.OpenAsync();
        foreach (IngestSession each in new[] { clean, session })
        {
            Assert.Equal(RunOutcome.Complete, (await RunAsync(each, new SyncStep { List = ReferenceList.SpotInstruments })).Outcome);
        }

        TradingPair pair = (await session.Store.QueryAsync<TradingPair>(StoredQuery.TradingPairs, new PairFilter { Limit = 1 }, default))[0];
        IngestStep ingest = new() { Kind = "ohlcv", Interval = Interval.OneDay, From = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), Pairs = [pair] };
        await RunAsync(clean, ingest);
        await using SqliteConnection engine = new($"Data Source={session.Store.Info.Address};Pooling=False");
        await engine.OpenAsync();
        await engine.ExecuteAsync(
            $"CREATE TRIGGER no_sundays BEFORE INSERT ON {SpotOhlcv.Days.Table} WHEN strftime('%w', NEW.datetime) = '0' BEGIN SELECT RAISE(ABORT, 'no Sundays'); END");

        RunSummary first = await RunAsync(session, ingest);
        RunSummary second = await RunAsync(session, ingest);

        Assert.Equal((RunOutcome.Partial, RunOutcome.Complete), (first.Outcome, second.Outcome));
        IReadOnlyList<DeadLetterRecord> letters = await LettersAsync(session);
        Assert.InRange(letters.Count, 20, 60);
        Assert.All(letters, letter => Assert.Equal(("store-refused", DayOfWeek.Sunday), (letter.Rule, letter.Time!.Value.DayOfWeek)));
        Assert.All(letters, letter => Assert.Contains("no Sundays", letter.Reason, StringComparison.Ordinal));
        Assert.Equal(letters.Count, (await SimulatedMarket.CoverageAsync(session)).Where(known => known.State == CoverageState.Rejected).Sum(known => (known.To - known.From).Days));

        List<ResumedLetter> told = [];
        ResumeLettersStep resume = new() { LetterIds = [.. letters.Select(letter => letter.LetterId)], OnLetter = told.Add };
        await RunAsync(session, resume);
        Assert.All(told, letter => Assert.Equal((LetterOutcome.StillRejected, "store-refused"), (letter.Outcome, letter.Rule)));
        Assert.Equal(letters, await LettersAsync(session));

        told.Clear();
        await engine.ExecuteAsync("DROP TRIGGER no_sundays");
        await RunAsync(session, resume);

        Assert.All(told, letter => Assert.Equal(LetterOutcome.Stored, letter.Outcome));
        Assert.Empty(await LettersAsync(session));
        Assert.Equal(await DaysAsync(clean, pair), await DaysAsync(session, pair));
        Assert.Equal(await SimulatedMarket.CoverageAsync(clean), await SimulatedMarket.CoverageAsync(session));
    }

    private static Task<RunSummary> RunAsync(IngestSession session, JobStep step) => session.Runner.RunAsync(new Job("test", [step]), null, default);

    private static Task<IReadOnlyList<DeadLetterRecord>> LettersAsync(IngestSession session) =>
        session.Store.QueryAsync<DeadLetterRecord>(StoredQuery.DeadLetters, new DeadLetterFilter(), default);

    /// <summary>Every value of the series that the source gave.</summary>
    private static async Task<IReadOnlyList<string>> DaysAsync(IngestSession session, TradingPair pair)
    {
        RowBatch rows = await session.Store.ReadRowsAsync(SpotOhlcv.Days, "symbol_unmapped", pair.RawSymbol, default);
        return [.. Enumerable.Range(0, rows.Count).Select(row => string.Join('|', rows.Dataset.Columns.Index()
            .Where(column => column.Item.Role == ColumnRole.Value)
            .Select(column => Convert.ToString(rows.Value(row, column.Index), System.Globalization.CultureInfo.InvariantCulture))))];
    }
}
