using System.Security.Cryptography;
using CcIngest.Model;
using CcIngest.Parquet;
using CcIngest.Storage;
using static CcIngest.Ingestion.Tests.Some;
using Rows = CcIngest.TestSupport.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>Exports that somebody else has made or changed: what they say is believed only where it can be true.</summary>
public sealed class ForeignExportTests : BulkFixture
{
    private static readonly SeriesKey Dead = new("ohlcv-spot", "kraken", "DEADUSD", Interval.OneDay);

    private string Exported => Path.Combine(Folder, "export");

    [Theory]
    [InlineData(CoverageState.NoTrades)]
    [InlineData(CoverageState.NotListed)]
    [InlineData(CoverageState.LostAtSource)]
    public async Task Why_there_is_nothing_is_believed_of_periods_that_are_over(CoverageState state)
    {
        IMarketDataStore from = await NewFullStoreAsync();
        await CoverAsync(from, Dead, (Day(10), Day(400), state));
        IMarketDataStore to = await NewStoreAsync();
        await ExportAsync(from, Request());

        Assert.Equal(RunOutcome.Complete, (await ImportAsync(to, Exported)).Outcome);

        Assert.Equal([(Days(10, 15), state)], await CoverageAsync(to, "kraken", "DEADUSD"));
    }

    [Theory]
    [InlineData("dataset", "ohlcv-futures", "is no coverage of ohlcv-spot 1d")]
    [InlineData("interval_name", "1h", "is no coverage of ohlcv-spot 1d")]
    [InlineData("interval_name", "soon", "is no coverage of ohlcv-spot 1d")]
    [InlineData("state", "Perfect", "is no coverage of ohlcv-spot 1d")]
    [InlineData("state", "17", "is no coverage of ohlcv-spot 1d")]
    [InlineData("to_time", -9, "is no coverage of ohlcv-spot 1d")]
    [InlineData("to_time", -3, "overlap")]
    [InlineData("", null, "the file has 2 rows, the manifest says 3.")]
    public async Task Coverage_that_is_none_of_the_export_is_refused(string column, object? value, string said)
    {
        await ExportAsync(await NewFullStoreAsync(), Request());
        IMarketDataStore to = await NewStoreAsync();
        RowBatch rows = Rows.Together(CoverageRow(-8, -5), CoverageRow(-4, -2));
        if (column.Length > 0)
        {
            Rows.Set(rows, 0, column, value is int day ? Day(day) : value);
        }

        await WriteCoverageAsync(rows, claimed: column.Length > 0 ? 2 : 3);

        RunSummary summary = await ImportAsync(to, Exported);

        RunFailure failure = Assert.Single(summary.Steps.Single().Failures);
        Assert.Equal((nameof(IngestErrorId.FileMismatch), "_coverage.parquet"), (failure.ErrorId, failure.Target));
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await CoverageAsync(to, "kraken", "DEADUSD"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"path\": null, \"rows\": 1, \"bytes\": 1, \"sha256\": \"00\"}]")]
    [InlineData("[{\"path\": \"a.parquet\", \"rows\": 1, \"bytes\": 1, \"sha256\": null}]")]
    [InlineData("[{\"path\": \"a\\u0000.parquet\", \"rows\": 1, \"bytes\": 1, \"sha256\": \"00\"}]")]
    [InlineData("[], \"engine\": null")]
    [InlineData("[], \"coverage\": {\"path\": \"_coverage.parquet\"}")]
    public async Task A_manifest_with_holes_is_refused(string files)
    {
        Directory.CreateDirectory(Exported);
        await WriteManifestAsync(Exported, files);

        RunFailure failure = Assert.Single((await ImportAsync(await NewStoreAsync(), Exported)).Steps.Single().Failures);

        Assert.Equal(nameof(IngestErrorId.FileMismatch), failure.ErrorId);
    }

    [Fact]
    public async Task Bounds_within_a_period_leave_coverage_in_whole_ones()
    {
        IMarketDataStore from = await NewFullStoreAsync();
        await CoverAsync(from, Dead, (Day(-300), Day(1), CoverageState.NoTrades));
        (IMarketDataStore imported, IMarketDataStore copied) = (await NewStoreAsync(), await NewStoreAsync());

        await ExportAsync(from, Request() with { From = Day(-20).AddHours(5), To = Day(-10).AddHours(5) });
        await ImportAsync(imported, Exported);
        await RunAsync(copied, new CopyStep { From = from, Dataset = Candles, Since = Day(-20).AddHours(5) });

        Assert.Equal([(Days(-19, -10), CoverageState.NoTrades)], await CoverageAsync(imported, "kraken", "DEADUSD"));
        Assert.Equal([(Days(-19, 1), CoverageState.NoTrades)], await CoverageAsync(copied, "kraken", "DEADUSD"));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Somebody_elses_manifest_above_the_folder_of_a_file_is_not_its_own(bool isOwn, int failures)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Folder, "above", "below")).FullName;
        await WriteManifestAsync(isOwn ? folder : Path.Combine(Folder, "above"), "null");
        string path = Path.Combine(folder, "rows.parquet");
        await WriteAsync(path, Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(-5), 10));

        RunSummary summary = await ImportAsync(await NewStoreAsync(), path);

        Assert.Equal(failures, summary.Steps.Single().Failures.Count);
        Assert.Equal(isOwn ? 0 : 10, summary.Steps.Single().Rows.Inserted);
    }

    private static RowBatch CoverageRow(int from, int to) => Rows.Row(
        Bookkeeping.Coverage, ("dataset", Dead.Dataset), ("exchange", Dead.Exchange), ("symbol_unmapped", Dead.Symbol), ("interval_name", "1d"),
        ("from_time", Day(from)), ("to_time", Day(to)), ("state", "NoTrades"), ("known_at", Now));

    private static async Task WriteAsync(string path, RowBatch rows)
    {
        await using FileStream stream = File.Create(path);
        using IParquetWriter writer = ParquetFormat.Create(
            stream, DatasetColumns.Of(rows.Dataset), new ParquetWriterOptions { Metadata = FileDataset.WordsOf(rows.Dataset) });
        writer.Write(new BatchColumns(rows));
        writer.Finish();
    }

    private static Task WriteManifestAsync(string folder, string files) => File.WriteAllTextAsync(
        Path.Combine(folder, ExportManifest.FileName),
        "{\"dataset\": \"ohlcv-spot\", \"interval\": \"1d\", \"schemaVersion\": 3, \"engine\": \"SQLite\", \"exportedAt\": \"2026-01-01T00:00:00Z\", "
        + $"\"rows\": 0, \"files\": {files}}}");

    /// <summary>Puts other coverage into the export, with its true hash.</summary>
    private async Task WriteCoverageAsync(RowBatch rows, long claimed)
    {
        string path = Path.Combine(Exported, "_coverage.parquet");
        await WriteAsync(path, rows);
        byte[] bytes = await File.ReadAllBytesAsync(path);
        ManifestFile file = new("_coverage.parquet", claimed, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        (ExportManifest.Read(Exported)! with { Coverage = file }).Write(Exported);
    }
}
