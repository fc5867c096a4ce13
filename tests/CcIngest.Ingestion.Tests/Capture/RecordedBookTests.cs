using System.Text.Json;
using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Sources;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>Real order books, as they were recorded, through a simulated exchange, a capture and a store: the same digits.</summary>
public sealed class RecordedBookTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-books-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Every_recorded_order_book_round_trips_digit_for_digit()
    {
        string recorded = Path.GetDirectoryName(SharedData.Require("data", "recorded", "binance_api_binance_com_api_v3_depth_symbol_BLZETH_limit_1000.json"))!;
        Recording[] recordings = [.. Directory.GetFiles(recorded, "*_depth_*.json").Select(Recording.Read)];
        await using SimulatorServer server = await SimulatorServer.StartAsync(
            new SimulatorOptions { Exchanges = 5, Instruments = 60, Assets = 30, Recordings = recorded }, CancellationToken.None);
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(
            new StoreOptions { File = Path.Combine(_folder.FullName, "books.db") }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await store.InitializeAsync(CancellationToken.None);
        await using IMarketDataSource source = MarketDataSources.Open(
            new SourceOptions { VenueAddresses = VenueCatalog.Exchanges.ToDictionary(exchange => exchange, _ => server.DataApi) },
            TimeProvider.System, NullLoggerFactory.Instance);

        RunSummary summary = await new IngestRunner(store, source, TimeProvider.System, NullLoggerFactory.Instance).RunAsync(
            Some.Job(new CaptureStep { Pairs = [.. recordings.Select(book => book.Pair)], Depth = 1_000, Every = TimeSpan.FromMinutes(1), Count = 1 }),
            null, CancellationToken.None);

        Assert.True(recordings.Length >= 8, "recordings are missing");
        Assert.Equal((RunOutcome.Complete, (long)recordings.Length), (summary.Outcome, summary.Steps[0].Rows.Inserted));
        foreach (Recording recording in recordings)
        {
            (RowBatch rows, int row) = await ReadAsync(store, recording.Pair);
            Assert.Equal(recording.Compact("bids"), rows.Text(row, rows.Dataset.Ordinal("bids")));
            Assert.Equal(recording.Compact("asks"), rows.Text(row, rows.Dataset.Ordinal("asks")));
            Assert.Equal(recording.Body.GetProperty("lastUpdateId").GetInt64(), rows.Int64(row, rows.Dataset.Ordinal("last_update_id")));
            Assert.Equal(recording.Time, rows.IsNull(row, rows.Dataset.Ordinal("exchange_ts")) ? null : rows.Time(row, rows.Dataset.Ordinal("retrieved_at")));
            OrderBook book = OrderBook.Of(rows, row);
            Assert.Equal(recording.Levels("bids"), book.Bids.Select(Text));
            Assert.Equal(recording.Levels("asks"), book.Asks.Select(Text));
        }
    }

    private static string Text(BookLevel level) => FormattableString.Invariant($"{level.Price} {level.Size}");

    private static async Task<(RowBatch Rows, int Row)> ReadAsync(IMarketDataStore store, TradingPair pair)
    {
        RowBatch found = new(OrderBookSnapshots.Dataset);
        await foreach (RowBatch rows in store.ScanAsync(OrderBookSnapshots.Dataset, new RowSlice([pair.Exchange, pair.RawSymbol]), CancellationToken.None))
        {
            found.Append(rows, 0);
        }

        Assert.Equal(1, found.Count);
        return (found, 0);
    }

    private sealed record Recording(TradingPair Pair, JsonElement Body)
    {
        /// <summary>When the book was so, where the exchange says it.</summary>
        public DateTime? Time => Body.TryGetProperty("E", out JsonElement time) ? DateTime.UnixEpoch.AddMilliseconds(time.GetInt64()) : null;

        public static Recording Read(string file)
        {
            JsonElement root = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            string url = root.GetProperty("url").GetString()!;
            string symbol = url.Split("symbol=")[1].Split('&')[0];
            string exchange = url.Contains("/fapi/", StringComparison.Ordinal) ? "binance-usdm" : "binance";
            return new Recording(
                new TradingPair { Exchange = exchange, Symbol = symbol, RawSymbol = symbol, Base = "", Quote = "", Status = "ACTIVE" }, root.GetProperty("body"));
        }

        /// <summary>The simulator sends it without the blanks of the recording's file.</summary>
        public string Compact(string side) => Body.GetProperty(side).GetRawText().Replace(" ", "", StringComparison.Ordinal);

        public IEnumerable<string> Levels(string side) => Body.GetProperty(side).EnumerateArray().Select(level => $"{level[0].GetString()} {level[1].GetString()}");
    }
}
