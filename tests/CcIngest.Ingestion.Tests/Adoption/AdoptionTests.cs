using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Data.Sqlite;

namespace CcIngest.Ingestion.Tests;

/// <summary>Rows that an earlier system left in the tables, entered into the books.</summary>
public sealed class AdoptionTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    private static readonly DateTime Start = new(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Rows_without_books_are_asked_for_no_more_and_holes_between_them_are()
    {
        await using IngestSession session = await StoredAsync(30);
        Change(session, "DELETE FROM cc_coverage WHERE dataset = 'ohlcv-spot'");
        Change(session, "DELETE FROM cc_ohlcv_spot_1d_raw WHERE datetime IN ('2025-03-11 00:00:00', '2025-03-12 00:00:00')");

        AdoptedRows adopted = Assert.Single(await AdoptAsync(session));
        RunSummary ingested = await IngestAsync(session, 30);

        Assert.Equal((28L, 0L, 0L, 0L), (adopted.Adopted, adopted.Known, adopted.Unfinished, adopted.OffGrid));
        Assert.Equal((Start, Start.AddDays(30)), (adopted.From, adopted.To));
        Assert.Equal((1L, 2L), (ingested.Steps.Single().Requests, ingested.Steps.Single().Rows.Inserted));
    }

    [Fact]
    public async Task A_second_time_changes_nothing()
    {
        await using IngestSession session = await StoredAsync(10);
        Change(session, "DELETE FROM cc_coverage WHERE dataset = 'ohlcv-spot'");
        await AdoptAsync(session);

        AdoptedRows again = Assert.Single(await AdoptAsync(session));

        Assert.Equal((0L, 10L, null), (again.Adopted, again.Known, again.From));
    }

    [Fact]
    public async Task What_was_collected_before_its_period_had_ended_is_asked_for_again()
    {
        await using IngestSession session = await StoredAsync(10);
        Change(session, "DELETE FROM cc_coverage WHERE dataset = 'ohlcv-spot'");
        Change(session, "UPDATE cc_ohlcv_spot_1d_raw SET collected_at = '2025-03-05 12:00:00' WHERE datetime = '2025-03-05 00:00:00'");
        Change(session, "UPDATE cc_ohlcv_spot_1d_raw SET datetime = '2025-03-07 11:00:00' WHERE datetime = '2025-03-07 00:00:00'");

        AdoptedRows adopted = Assert.Single(await AdoptAsync(session));
        RunSummary ingested = await IngestAsync(session, 10);

        Assert.Equal((8L, 1L, 1L), (adopted.Adopted, adopted.Unfinished, adopted.OffGrid));

        // The day between the two comes along in the page of both.
        Assert.Equal((1L, 2L), (ingested.Steps.Single().Rows.Inserted, ingested.Steps.Single().Rows.Unchanged));
    }

    [Fact]
    public async Task What_the_books_say_otherwise_stays()
    {
        await using IngestSession session = await StoredAsync(10);
        Change(session, "UPDATE cc_coverage SET state = 'LostAtSource'");

        Assert.Equal((0L, 10L), (await AdoptAsync(session)).Select(adopted => (adopted.Adopted, adopted.Known)).Single());
    }

    private async Task<IngestSession> StoredAsync(int days)
    {
        IngestSession session = await market.OpenAsync();
        const string Lists = """{ "steps": [ { "sync": "exchanges" }, { "sync": "assets" }, { "sync": "spot-instruments" } ] }""";
        await session.RunAsync(JobFile.Parse(Lists, "lists.json"), null, CancellationToken.None);
        await IngestAsync(session, days);
        return session;
    }

    private static async Task<RunSummary> IngestAsync(IngestSession session, int days)
    {
        IngestStep step = new()
        {
            Kind = "ohlcv", Interval = Interval.OneDay, From = Start, To = Start.AddDays(days), Revisit = 0,
            Select = new Selection { Exchanges = ["kraken"], Instruments = ["BTC-USD"] },
        };
        RunSummary summary = await session.Runner.RunAsync(new Job("days", [step]), null, CancellationToken.None);
        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        return summary;
    }

    private static async Task<IReadOnlyList<AdoptedRows>> AdoptAsync(IngestSession session)
    {
        List<AdoptedRows> adopted = [];
        Job job = new("adopt", [new AdoptStep { Dataset = SpotOhlcv.Days, OnAdopted = adopted.Add }]);
        Assert.Equal(RunOutcome.Complete, (await session.Runner.RunAsync(job, null, CancellationToken.None)).Outcome);
        return adopted;
    }

    private static void Change(IngestSession session, string sql)
    {
        using SqliteConnection file = new($"Data Source={session.Store.Info.Address};Pooling=False");
        file.Open();
        using SqliteCommand command = file.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}
