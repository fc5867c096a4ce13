using System.Text.Json;
using CcIngest.Model;
using CcIngest.Parquet;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;
using Rows = CcIngest.TestSupport.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class ParquetExportTests(ServerStores servers) : BulkFixture, IClassFixture<ServerStores>
{
    [SkippableTheory]
    [EachServer]
    public async Task A_server_writes_the_files_that_SQLite_writes_and_reads_them_back_to_the_same_rows(string engine)
    {
        IMarketDataStore sqlite = await NewFullStoreAsync();
        IMarketDataStore exported = await NewStoreAsync(servers.NewStore(engine));
        IMarketDataStore imported = await NewStoreAsync(servers.NewStore(engine));
        await CopyAsync(sqlite, exported);

        List<ExportedFile> files = await ExportAsync(exported, Request());
        Assert.Equal(RunOutcome.Complete, (await ImportAsync(imported, Path.Combine(Folder, "export"))).Outcome);

        Assert.Equal((await ExportAsync(sqlite, Request("sqlite"))).Select(file => file.Sha256), files.Select(file => file.Sha256));
        Assert.Equal(await HashAsync(sqlite), await HashAsync(imported));
        Assert.Equal(await CoverageAsync(sqlite, "kraken", "XXBTZUSD"), await CoverageAsync(imported, "kraken", "XXBTZUSD"));
    }

    [Fact]
    public async Task Files_lie_by_exchange_and_year_and_the_manifest_counts_them()
    {
        IMarketDataStore store = await NewFullStoreAsync();

        List<ExportedFile> files = await ExportAsync(store, Request());

        string root = Path.Combine(Folder, "export");
        Assert.Equal(
            ["exchange=bitstamp/date=2024", "exchange=bitstamp/date=2025", "exchange=kraken/date=2024", "exchange=kraken/date=2025", "exchange=kraken/date=2026"],
            files.Select(file => Path.GetRelativePath(root, Path.GetDirectoryName(file.Path)!).Replace('\\', '/')));
        Assert.Equal(655, files.Sum(file => file.Rows));
        Assert.All(files, file => Assert.Equal(new FileInfo(file.Path).Length, file.Bytes));
        Assert.Equal(("kraken", "2026", "ohlcv-spot", Interval.OneDay), (files[4].Exchange, files[4].Date, files[4].Dataset, files[4].Interval));
        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(root, "_manifest.json")));
        Assert.Equal(655, manifest.RootElement.GetProperty("rows").GetInt64());
        Assert.Equal(files.Select(file => file.Sha256), manifest.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("sha256").GetString()!));
        Assert.Empty(Directory.EnumerateFiles(root, "*.unfinished", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_job_exports_and_counts_what_it_read()
    {
        IMarketDataStore store = await NewFullStoreAsync();

        RunSummary summary = await RunAsync(store, new ExportStep { Request = Request() });
        RunSummary again = await RunAsync(store, new ExportStep { Request = Request() });
        RunSummary replaced = await RunAsync(store, new ExportStep { Request = Request() with { Replaces = true } });

        Assert.Equal((RunOutcome.Complete, new RowCounts(655, 0, 0, 0, 0)), (summary.Outcome, summary.Steps.Single().Rows));
        Assert.Equal((RunOutcome.Failed, nameof(IngestErrorId.FileMismatch)), (again.Outcome, again.Steps.Single().Failures.Single().ErrorId));
        Assert.Equal(RunOutcome.Complete, replaced.Outcome);
    }

    [Theory]
    [InlineData(ExportPartition.None, 2, null)]
    [InlineData(ExportPartition.Month, 25, "2024-08")]
    [InlineData(ExportPartition.Day, 640, "2024-08-18")]
    public async Task Time_parts_the_files_as_it_is_asked_to(ExportPartition partition, int files, string? firstOfKraken)
    {
        IMarketDataStore store = await NewFullStoreAsync();
        List<ExportedFile> written = await ExportAsync(store, Request() with { Partition = partition });
        Assert.Equal(files, written.Count);
        Assert.Equal(firstOfKraken, written.First(file => file.Exchange == "kraken").Date);
        Assert.Equal(655, written.Sum(file => file.Rows));
    }

    [Fact]
    public async Task Filters_choose_venue_symbol_and_time()
    {
        IMarketDataStore store = await NewFullStoreAsync();
        List<ExportedFile> written = await ExportAsync(
            store, Request() with { Exchanges = ["kraken"], Symbols = ["XXBTZUSD"], From = Day(-2), To = Day(3), Partition = ExportPartition.None });
        using IParquetReader reader = ParquetFormat.Open(File.OpenRead(Assert.Single(written).Path), "file");
        IParquetColumns rows = reader.Read(["symbol_unmapped", "datetime"], 100).Single();
        Assert.Equal(5, rows.Count);
        Assert.Equal("XXBTZUSD", Assert.Single(rows.Texts(0).ToArray().Distinct()));
        Assert.Equal(Day(-2), DateTime.UnixEpoch.AddMicroseconds(rows.Int64s(1)[0]));
    }

    [Fact]
    public async Task A_table_that_is_no_time_series_is_one_file()
    {
        IMarketDataStore store = await NewStoreAsync();
        await store.WriteAsync(new StoreWrite { RunId = "r", Now = Now, Tables = [new TableWrite(Rows.Rows(Assets.Dataset, 20), WriteMode.Merge)] }, default);
        ExportedFile file = Assert.Single(await ExportAsync(store, Request() with { Dataset = Assets.Dataset }));
        Assert.Equal((Path.Combine(Folder, "export", "part-0.parquet"), 20L), (file.Path, file.Rows));
        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => ExportAsync(store, Request("b") with { Dataset = Assets.Dataset, Exchanges = ["kraken"] }));
        Assert.Equal(IngestErrorId.SettingInvalid, refused.Id);
    }

    [Fact]
    public async Task An_export_that_is_there_is_replaced_only_when_that_is_said()
    {
        IMarketDataStore store = await NewFullStoreAsync();
        await ExportAsync(store, Request() with { Partition = ExportPartition.Month });
        Assert.Equal(IngestErrorId.FileMismatch, (await Assert.ThrowsAsync<IngestException>(() => ExportAsync(store, Request()))).Id);

        List<ExportedFile> written = await ExportAsync(store, Request() with { Partition = ExportPartition.Year, Replaces = true });
        Assert.Equal(
            written.Select(file => file.Path).Order(),
            Directory.EnumerateFiles(Path.Combine(Folder, "export"), "part-*.parquet", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public async Task An_export_that_is_broken_off_leaves_no_manifest_and_no_half_file()
    {
        IMarketDataStore store = await NewFullStoreAsync();
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ExportedFile _ in new ParquetExport(store, new FakeTime(Now)).RunAsync(Request(), null, stop.Token))
            {
                await stop.CancelAsync();
            }
        });
        Assert.Equal(["part-0.parquet"], Directory.EnumerateFiles(Path.Combine(Folder, "export"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_an_export_should_have_replaced_that_was_broken_off_the_next_one_removes()
    {
        IMarketDataStore store = await NewFullStoreAsync();
        string folder = Path.Combine(Folder, "export");
        await ExportAsync(store, Request() with { Partition = ExportPartition.Month });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(BreakOffAsync);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(BreakOffAsync);
        Assert.False(File.Exists(Path.Combine(folder, "_manifest.json")));
        RunSummary import = await ImportAsync(await NewStoreAsync(), folder);
        Assert.Equal(RunOutcome.Failed, import.Outcome);
        Assert.Empty(Imported);

        List<ExportedFile> written = await ExportAsync(store, Request());

        Assert.Equal(
            written.Select(file => file.Path).Concat(new[] { "_coverage.parquet", "_manifest.json" }.Select(name => Path.Combine(folder, name))).Order(),
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order());
        Assert.Equal(RunOutcome.Complete, (await ImportAsync(await NewStoreAsync(), folder)).Outcome);

        async Task BreakOffAsync()
        {
            using CancellationTokenSource stop = new();
            await foreach (ExportedFile _ in new ParquetExport(store, new FakeTime(Now)).RunAsync(Request() with { Replaces = true }, null, stop.Token))
            {
                await stop.CancelAsync();
            }
        }
    }

    /// <summary>Killed between the new manifest and the removal of what it replaced.</summary>
    [Fact]
    public async Task An_export_that_was_killed_at_its_very_end_is_whole_and_the_next_one_clears_up()
    {
        IMarketDataStore store = await NewFullStoreAsync();
        string folder = Path.Combine(Folder, "export");
        await ExportAsync(store, Request() with { Partition = ExportPartition.Month });
        byte[] old = await File.ReadAllBytesAsync(Path.Combine(folder, "_manifest.json"));
        string month = Directory.EnumerateFiles(folder, "part-0.parquet", SearchOption.AllDirectories).First();
        await ExportAsync(store, Request() with { Replaces = true });
        await File.WriteAllBytesAsync(Path.Combine(folder, "_manifest.old.json"), old);
        await File.WriteAllTextAsync(month, "left over");
        Assert.Equal(RunOutcome.Complete, (await ImportAsync(await NewStoreAsync(), folder)).Outcome);

        await ExportAsync(store, Request() with { Replaces = true });

        Assert.False(File.Exists(month));
        Assert.False(File.Exists(Path.Combine(folder, "_manifest.old.json")));
    }

    /// <summary>Killed while it replaced another one.</summary>
    [Fact]
    public async Task A_file_of_an_export_that_was_broken_off_is_not_imported()
    {
        IMarketDataStore store = await NewFullStoreAsync();
        List<ExportedFile> files = await ExportAsync(store, Request());
        string folder = Path.Combine(Folder, "export");
        File.Move(Path.Combine(folder, "_manifest.json"), Path.Combine(folder, "_manifest.old.json"));
        IMarketDataStore to = await NewStoreAsync();

        foreach (string path in new[] { folder, files[0].Path })
        {
            RunSummary summary = await ImportAsync(to, path);
            Assert.Equal((RunOutcome.Failed, nameof(IngestErrorId.FileMismatch)), (summary.Outcome, summary.Steps.Single().Failures.Single().ErrorId));
        }

        Assert.StartsWith("0 ", await HashAsync(to), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told()
    {
        IMarketDataStore store = await NewFullStoreAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "taken"), "");
        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => ExportAsync(store, Request("taken")));
        Assert.Equal(IngestErrorId.FileUnwritable, failure.Id);
    }
}
