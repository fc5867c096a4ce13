using System.Data.Common;
using CcIngest.Model;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary>
/// The same klines of the simulated Binance into a keyed table each: ours keeps exact decimals, ten values and coverage, theirs the five doubles that ccxt
/// gives.
/// </summary>
internal sealed class CcxtComparison(MeasuredEngine engine, Peer peer, BenchmarkMarket market, string folder, int repetitions)
{
    private const string Lists = """{ "sync": "symbols", "exchanges": ["binance"] }""";
    private const string Interval = "1h";
    private const string TheirTable = "ccxt_klines";

    private static readonly DateTimeOffset From = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastYear = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string Klines =
        $$"""{ "ingest": "klines", "interval": "{{Interval}}", "from": "{{From:yyyy-MM-dd}}", "to": "{{To:yyyy-MM-dd}}", "select": { "exchanges": ["binance"], "limit": 60 } }""";

    /// <exception cref="InvalidOperationException">A side failed, or the values at the end are not the same.</exception>
    public async Task<Comparison> RunAsync(CancellationToken cancellationToken)
    {
        IngestRun ingest = new(market.Address, folder);
        KilledStore expected = engine.Store("expected");
        KilledStore found = engine.Store("found");
        int writers = engine.Writers.Max();
        await ingest.FreshAsync(expected, Lists, Klines, writers, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> symbols = await SymbolsAsync(expected, cancellationToken).ConfigureAwait(false);
        await TheirsAsync(expected, found, symbols, From, rowByRow: false, cancellationToken).ConfigureAwait(false);

        Side ours = new("CcIngest");
        Side rows = new($"{peer.Name}, a year of one symbol, row by row, a page a transaction");
        Side pages = new($"{peer.Name}, an INSERT for each page");
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            ours.Runs.Add(await ingest.FreshAsync(expected, Lists, Klines, writers, cancellationToken).ConfigureAwait(false));
            rows.Runs.Add(await TheirsAsync(expected, found, symbols.Take(1), LastYear, rowByRow: true, cancellationToken).ConfigureAwait(false));
            pages.Runs.Add(await TheirsAsync(expected, found, symbols, From, rowByRow: false, cancellationToken).ConfigureAwait(false));
        }

        return new Comparison($"Klines of Binance into {engine.Name}, beside ccxt and mysql2", engine.Version, [ours, rows, pages]);
    }

    /// <exception cref="InvalidOperationException">It failed, or its values are not ours.</exception>
    private async Task<Measured> TheirsAsync(
        KilledStore expected, KilledStore found, IEnumerable<string> symbols, DateTimeOffset from, bool rowByRow, CancellationToken cancellationToken)
    {
        await RowsFile.MakeAsync(found, cancellationToken).ConfigureAwait(false);
        Measured measured = await peer.RunAsync(
            found.Options,
            new Dictionary<string, object>
            {
                ["url"] = market.Address.OriginalString.TrimEnd('/'),
                ["table"] = TheirTable,
                ["symbols"] = symbols,
                ["interval"] = Interval,
                ["from"] = from.ToUnixTimeMilliseconds(),
                ["to"] = To.ToUnixTimeMilliseconds(),
                ["rowByRow"] = rowByRow,
            },
            cancellationToken).ConfigureAwait(false);

        // A decimal as a double is the double that is nearest to it: what ccxt made of the same text.
        string values = string.Join(" AND ", ((string[])["open", "high", "low", "close", "volume"]).Select(name => $"e.{name} + 0e0 = f.{name}"));
        (string prepare, string table) = engine.Reach(expected, Model.Klines.Name);
        string wanted = $"(SELECT * FROM {table} WHERE open_time >= '{from:yyyy-MM-dd}' AND native_symbol IN ({string.Join(", ", symbols.Select(symbol => $"'{symbol}'"))}))";
        await SameRows.RequireAsync(
            found, prepare, wanted, TheirTable, $"{engine.Join} {TheirTable} f ON f.exchange = e.exchange AND f.symbol = e.native_symbol AND f.open_time = e.open_time WHERE {values}",
            peer.Name, cancellationToken).ConfigureAwait(false);
        return measured;
    }

    private static async Task<IReadOnlyList<string>> SymbolsAsync(KilledStore filled, CancellationToken cancellationToken)
    {
        List<string> symbols = [];
        DbConnection connection = await filled.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = $"SELECT DISTINCT native_symbol FROM {Model.Klines.Name}";
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        symbols.Add(reader.GetString(0));
                    }
                }
            }
        }

        return symbols;
    }
}
