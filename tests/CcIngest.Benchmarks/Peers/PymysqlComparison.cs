using System.Data.Common;
using CcIngest.Model;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary>The same backfill of the same API into the same table, by us and by a script of Python.</summary>
internal sealed class PymysqlComparison(MeasuredEngine engine, Peer peer, BenchmarkMarket market, string folder, int repetitions)
{
    private const int MostDays = 5_000;

    /// <exception cref="InvalidOperationException">A side failed, or the rows at the end are not the same.</exception>
    public async Task<Comparison> RunAsync(CancellationToken cancellationToken)
    {
        IngestRun ingest = new(market.Address, folder);
        KilledStore expected = engine.Store("expected");
        KilledStore found = engine.Store("found");
        int writers = engine.Writers.Max();

        // Not measured: both fill the market's memory, and the first says which series there are.
        await ingest.FreshAsync(expected, 1, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, object> job = await JobAsync(expected, cancellationToken).ConfigureAwait(false);
        await TheirsAsync(found, job, cancellationToken).ConfigureAwait(false);

        Side ours = new("CcIngest");
        Side theirs = new($"{peer.Name}, executemany");
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            ours.Runs.Add(await ingest.FreshAsync(found, writers, cancellationToken).ConfigureAwait(false));
            await SameRows.RequireAsync(engine, expected, found, engine.Same, ours.Name, cancellationToken).ConfigureAwait(false);
            theirs.Runs.Add(await TheirsAsync(found, job, cancellationToken).ConfigureAwait(false));
            await SameRows.RequireAsync(engine, expected, found, engine.Same, theirs.Name, cancellationToken).ConfigureAwait(false);
        }

        return new Comparison($"Fresh backfill into {engine.Name}, beside pymysql", engine.Version, [ours, theirs]);
    }

    private async Task<Measured> TheirsAsync(KilledStore store, IReadOnlyDictionary<string, object> job, CancellationToken cancellationToken)
    {
        await RowsFile.MakeAsync(store, cancellationToken).ConfigureAwait(false);
        return await peer.RunAsync(store.Options, job, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyDictionary<string, object>> JobAsync(KilledStore filled, CancellationToken cancellationToken)
    {
        Dataset table = SpotOhlcv.Days;
        List<object> series = [];
        DateTime newest = DateTime.UnixEpoch;
        DbConnection connection = await filled.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = $"SELECT exchange, symbol, MAX(datetime) FROM {table.Table} GROUP BY exchange, symbol";
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        series.Add(new { market = reader.GetString(0), instrument = reader.GetString(1) });
                        newest = reader.GetDateTime(2) is var last && last > newest ? last : newest;
                    }
                }
            }
        }

        return new Dictionary<string, object>
        {
            ["url"] = market.Address.OriginalString,
            ["table"] = table.Table,
            ["key"] = table.Key.Select(ordinal => table.Columns[ordinal].Name),
            ["columns"] = table.Columns.Select(column => new { name = column.Name, source = column.Source, isTime = column.Kind == ColumnKind.DateTime }),
            ["series"] = series,
            ["limit"] = MostDays,
            ["to"] = new DateTimeOffset(DateTime.SpecifyKind(newest, DateTimeKind.Utc)).ToUnixTimeSeconds(),
        };
    }
}
