using System.Text;
using System.Text.Json;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>Lists of records beside a slow reader that knows nothing of how records are written.</summary>
public sealed class JsonRecordListTests
{
    private static readonly Dataset Candles = new("any", "any",
    [
        Column.DateTime("time").Required().From("TIMESTAMP"),
        Column.Double("open").From("OPEN"),
        Column.Double("high").From("HIGH"),
        Column.Double("low").From("LOW"),
        Column.Double("volume").From("VOLUME"),
        Column.Text("venue").From("@exchange"),
        Column.DateTime("seen").As(ColumnRole.RetrievedAt),
    ], "time")
    {
        Description = "A dataset of the tests.",
        Origin = "nowhere",
    };

    private static readonly DateTime Seen = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    private static readonly Dataset[] Datasets = [SpotOhlcv.Days, FuturesOhlcv.Hours, FuturesFundingRate.Hours, Candles];

    [Fact]
    public void Generated_pages_give_the_rows_of_a_slow_reader()
    {
        int taken = 0;
        int refused = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            Random random = new(seed);
            Dataset dataset = Datasets[seed % Datasets.Length];
            string list = new GeneratedPage(random, dataset).Text(random.Next(0, 40));
            (int good, int bad) = Compare(list, dataset, $"seed {seed}");
            (taken, refused) = (taken + good, refused + bad);
        }

        // Both kinds have been there in numbers.
        Assert.InRange(taken, 4_000, int.MaxValue);
        Assert.InRange(refused, 200, int.MaxValue);
    }

    [SkippableTheory]
    [InlineData("spot_v1_historical_days.json")]
    [InlineData("spot_v1_historical_hours.json")]
    [InlineData("spot_v1_historical_minutes.json")]
    public void Recorded_pages_give_the_rows_of_a_slow_reader(string sample)
    {
        using JsonDocument page = JsonDocument.Parse(SharedData.Sample(sample));
        string list = page.RootElement.TryGetProperty("Data", out JsonElement data) ? data.GetRawText() : page.RootElement.GetProperty("body").GetProperty("Data").GetRawText();

        (int good, _) = Compare(list, SpotOhlcv.Days, sample);

        Assert.InRange(good, 1, int.MaxValue);
    }

    [Fact]
    public void Records_that_are_written_alike_are_read_by_their_layout_and_an_odd_one_changes_nothing()
    {
        string Record(int row, string volume) => $$"""{"TIMESTAMP":{{1_700_000_000 + row}},"OPEN":{{row}}.5,"HIGH":1e-7,"LOW":null,"VOLUME":{{volume}}}""";
        string list = "[" + string.Join(',', Enumerable.Range(0, 1_000).Select(row => Record(row, (row % 10) switch
        {
            3 => "0.00012345678901234567",
            5 => "123456789012345678901234567890",
            7 => "\"12.5\"",
            _ => "12.5",
        }))) + "]";
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(list));
        reader.Read();
        RowBatch rows = new(Candles);
        JsonRecordList records = new(new JsonRowReader(Candles, new TextCache()), Encoding.UTF8.GetBytes(list));
        while (records.Read(ref reader, rows, out RowFault? fault))
        {
            Assert.Null(fault);
        }

        Assert.Equal(1_000, rows.Count);
        Assert.Equal(899, records.Alike);
        Assert.All(Enumerable.Range(0, 1_000), row => Assert.Equal((row + 0.5, 1e-7, true), (rows.Double(row, 1), rows.Double(row, 2), rows.IsNull(row, 3))));
    }

    [Fact]
    public void A_page_that_is_cut_or_broken_anywhere_is_refused_where_it_is_broken()
    {
        string page = "{\"Data\":" + new GeneratedPage(new Random(5), SpotOhlcv.Days).Text(6) + ",\"Err\":{}}";
        byte[] whole = Encoding.UTF8.GetBytes(page);
        for (int at = 2; at < whole.Length - 1; at += 3)
        {
            Assert.Equal(Complaint(whole.AsSpan(0, at).ToArray()), Refusal(whole.AsSpan(0, at).ToArray()));
            byte[] broken = [.. whole];
            broken[at] = (byte)'\u0001';
            Assert.Equal(Complaint(broken), Refusal(broken));
        }
    }

    /// <summary>What the JSON reader alone says of a body.</summary>
    private static string Complaint(byte[] body) => Assert.ThrowsAny<JsonException>(() =>
    {
        Utf8JsonReader reader = new(body);
        while (reader.Read())
        {
        }
    }).Message;

    private static string Refusal(byte[] body) => Assert.ThrowsAny<JsonException>(() => CcDataEnvelope.Read(body, 200, (ref Utf8JsonReader reader, ReadOnlySpan<byte> answer) =>
    {
        RowBatch rows = new(SpotOhlcv.Days);
        JsonRecordList records = new(new JsonRowReader(SpotOhlcv.Days, new TextCache()), answer);
        while (records.Read(ref reader, rows, out _))
        {
        }
    })).Message;

    private static (int Good, int Bad) Compare(string list, Dataset dataset, string where)
    {
        IReadOnlyList<object?[]?> expected = ObviousRecords.Read(list, dataset);
        List<string> written = [];
        List<bool> good = [];
        RowBatch rows = new(dataset);
        SourceError? error = CcDataEnvelope.Read(Encoding.UTF8.GetBytes("{\"Before\":[{}],\"Data\":" + list + ",\"Err\":{}}"), 200, (ref Utf8JsonReader reader, ReadOnlySpan<byte> answer) =>
        {
            JsonRowReader reading = new(dataset, new TextCache()) { RetrievedAt = Seen };
            reading.Give("@exchange", "kraken");
            JsonRecordList records = new(reading, answer);
            while (records.Read(ref reader, rows, out RowFault? fault))
            {
                written.Add(Encoding.UTF8.GetString(records.Record));
                good.Add(fault is null);
                if (fault is not null)
                {
                    rows.RemoveLastRow();
                }
            }

            Assert.Equal(JsonTokenType.EndArray, reader.TokenType);
        });

        Assert.Null(error);
        using JsonDocument document = JsonDocument.Parse(list);
        Assert.Equal(document.RootElement.EnumerateArray().Select(record => record.GetRawText()), written);
        int differs = expected.Select(cells => cells is not null).Zip(good).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(differs == expected.Count, $"{where}: record {differs} was {(differs < good.Count && good[differs] ? "taken" : "refused")}: {(differs < written.Count ? written[differs] : "")}");
        foreach ((int row, object?[]? cells) in expected.Where(cells => cells is not null).Index())
        {
            for (int ordinal = 0; ordinal < cells!.Length; ordinal++)
            {
                object? read = rows.Value(row, ordinal);
                object? there = dataset.Columns[ordinal] switch
                {
                    { Role: ColumnRole.RetrievedAt } => Seen,
                    { Source: "@exchange" } => "kraken",
                    _ => cells[ordinal],
                };
                bool isSame = read is double number && there is double wanted ? BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits(wanted) : Equals(read, there);
                Assert.True(isSame, $"{where}, row {row}, {dataset.Columns[ordinal].Name}: {read ?? "nothing"} was read, {there ?? "nothing"} is there.");
            }
        }

        return (good.Count(isGood => isGood), good.Count(isGood => !isGood));
    }
}
