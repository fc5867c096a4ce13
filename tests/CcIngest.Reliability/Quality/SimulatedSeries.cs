using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Reliability;

/// <summary>Series of the simulated API, brought by ingests as a user would: days of two years, hours of two months, minutes of a week.</summary>
internal static class SimulatedSeries
{
    public static async Task<IReadOnlyList<SeriesRows>> LoadAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        SimulatorServer server = await SimulatorServer.StartAsync(
            new SimulatorOptions { Exchanges = 3, Instruments = 40, Assets = 20, HistoryStart = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            Settings settings = Settings.Load(
                new Dictionary<string, string?>
                {
                    ["CCDATA_API_KEY"] = "proof", ["DB_FILE"] = "simulated.db",
                    ["DATA_API_BASE_URL"] = server.DataApi.ToString(), ["MIN_API_BASE_URL"] = server.MinApi.ToString(),
                },
                _ => null, folder.FullName);
            IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await session.Store.InitializeAsync(cancellationToken).ConfigureAwait(false);
                DateTime end = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
                Selection select = new() { Quotes = ["USD", "USDT"], Limit = 2 };
                RunSummary summary = await session.Runner.RunAsync(new Job("fill",
                [
                    new SyncStep { List = ReferenceList.SpotInstruments },
                    Ingest(Interval.OneDay, end.AddYears(-2), end, select),
                    Ingest(Interval.OneHour, end.AddDays(-60), end, select),
                    Ingest(Interval.OneMinute, end.AddDays(-7), end, select),
                ]), null, cancellationToken).ConfigureAwait(false);
                if (summary.Outcome != RunOutcome.Complete)
                {
                    throw new IngestException(IngestErrorId.RunFailed, $"The simulated market could not be filled: {summary.Outcome}.", "Look at the run's failures.");
                }

                return await ReadAsync(session.Store, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static IngestStep Ingest(Interval interval, DateTime from, DateTime to, Selection select) =>
        new() { Kind = "ohlcv", Interval = interval, From = from, To = to, Select = select };

    private static async Task<IReadOnlyList<SeriesRows>> ReadAsync(IMarketDataStore store, CancellationToken cancellationToken)
    {
        List<SeriesRows> all = [];
        foreach (Dataset dataset in new[] { SpotOhlcv.Days, SpotOhlcv.Hours, SpotOhlcv.Minutes })
        {
            foreach (IReadOnlyList<string> prefix in await store.ReadPrefixesAsync(dataset, 2, cancellationToken).ConfigureAwait(false))
            {
                SeriesKey key = new(dataset.Name, prefix[0], prefix[1], dataset.Interval!);
                CoverageMap coverage = (await store.ReadCoverageAsync([key], cancellationToken).ConfigureAwait(false))[0];
                SeriesRows series = new(dataset, key, [.. coverage.Intervals]);
                await foreach (RowBatch rows in store.ScanAsync(dataset, new RowSlice(prefix), cancellationToken).ConfigureAwait(false))
                {
                    series.Add(rows);
                }

                if (series.Rows.Count > 0)
                {
                    all.Add(series);
                }
            }
        }

        return all;
    }
}
