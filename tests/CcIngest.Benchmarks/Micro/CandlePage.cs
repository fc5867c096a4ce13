using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Sources;

namespace CcIngest.Benchmarks;

/// <summary>One answer of the simulator, 2,000 hours of a lively instrument: what the parser gets for its work.</summary>
internal sealed record CandlePage(SeriesRequest Request, byte[] Answer)
{
    public const int Rows = 2_000;

    public static async Task<CandlePage> FetchAsync()
    {
        SimulatorServer simulator = await SimulatorServer.StartAsync(new SimulatorOptions { FuturesInstruments = 0 }, CancellationToken.None).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            DateTime end = new(2026, 1, 10, 0, 0, 0, DateTimeKind.Utc);
            SeriesRequest request = new(
                SpotOhlcv.Hours, new SeriesKey(SpotOhlcv.Name, "kraken", "XXBTZUSD", Interval.OneHour), "BTC-USD", new TimeRange(end.AddHours(-Rows), end));
            using HttpClient client = new() { BaseAddress = simulator.DataApi };
            CcDataRequest asked = SeriesEndpoint.For(request.Dataset).Request(new CcDataPaths(), request, Interval.OneHour);
            byte[] answer = await client.GetByteArrayAsync(new Uri(asked.Text, UriKind.Relative)).ConfigureAwait(false);
            CandlePage page = new(request, answer);
            RowBatch rows = page.Parse(new RowBatch(SpotOhlcv.Hours));
            return rows.Count == Rows ? page : throw new InvalidOperationException($"The page has {rows.Count} rows.");
        }
    }

    /// <summary>Reads the answer into a batch, checked as an ingest checks it.</summary>
    public RowBatch Parse(RowBatch rows)
    {
        rows.Clear();
        SeriesPageReader reader = new(SeriesEndpoint.For(Request.Dataset), Request, "/", rows);
        reader.Begin(Request.Range.To);
        return CcDataEnvelope.Read(Answer, 200, reader.Read) is null ? rows : throw new InvalidOperationException("The answer is an error.");
    }
}
