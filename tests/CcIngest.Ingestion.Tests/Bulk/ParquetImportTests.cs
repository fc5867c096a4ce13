using CcIngest.Model;
using CcIngest.Parquet;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;
using Rows = CcIngest.TestSupport.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class ParquetImportTests : BulkFixture
{
    private string Exported => Path.Combine(Folder, "export");

    [Fact]
    public async Task An_export_comes_back_with_its_rows_and_what_was_known_of_their_absence()
    {
        IMarketDataStore from = await NewFullStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        await ExportAsync(from, Request());

        RunSummary summary = await ImportAsync(to, Exported);

        Assert.Equal((RunOutcome.Complete, 655L), (summary.Outcome, summary.Steps.Single().Rows.Inserted));
        Assert.Equal(await HashAsync(from), await HashAsync(to));
        Assert.Equal(await CoverageAsync(from, "kraken", "XXBTZUSD"), await CoverageAsync(to, "kraken", "XXBTZUSD"));

        // What was rejected there has no letter here: it is asked for again.
        Assert.Equal(
            (await CoverageAsync(from, "bitstamp", "btcusd")).Select(one => one.Item2 == CoverageState.Rejected ? (one.Item1, CoverageState.Pending) : one),
            await CoverageAsync(to, "bitstamp", "btcusd"));
        Assert.All(Imported, file => Assert.True(file.IsVerified));
        Assert.Equal(5, Imported.Count);

        // Rows keep the moment at which they became known.
        Assert.Equal(await ClocksAsync(from), await ClocksAsync(to));
    }

    [Fact]
    public async Task A_series_in_which_nothing_was_ever_traded_is_known_too()
    {
        IMarketDataStore from = await NewFullStoreAsync();
        await CoverAsync(from, new SeriesKey("ohlcv-spot", "kraken", "DEADUSD", Interval.OneDay), (Day(-300), Day(1), CoverageState.NoTrades));
        (IMarketDataStore imported, IMarketDataStore copied) = (await NewStoreAsync(), await NewStoreAsync());

        await ExportAsync(from, Request());
        await ImportAsync(imported, Exported);
        await CopyAsync(from, copied);

        Assert.Equal([(new TimeRange(Day(-300), Day(1)), CoverageState.NoTrades)], await CoverageAsync(imported, "kraken", "DEADUSD"));
        Assert.Equal([(new TimeRange(Day(-300), Day(1)), CoverageState.NoTrades)], await CoverageAsync(copied, "kraken", "DEADUSD"));
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        IMarketDataStore from = await NewFullStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        await ExportAsync(from, Request());
        await ImportAsync(to, Exported);
        string before = await HashAsync(to, Bookkeeping.Coverage) + await HashAsync(to);

        RunSummary again = await ImportAsync(to, Exported);

        Assert.Equal((RunOutcome.Complete, new RowCounts(655, 0, 0, 655, 0)), (again.Outcome, again.Steps.Single().Rows));
        Assert.Equal(before, await HashAsync(to, Bookkeeping.Coverage) + await HashAsync(to));
        Assert.Empty(await to.QueryAsync<RevisionRecord>(StoredQuery.Revisions, new RevisionFilter(), default));
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("bytes")]
    [InlineData("count")]
    [InlineData("gone")]
    public async Task A_file_that_is_not_what_the_manifest_says_is_refused_and_the_others_go_on(string what)
    {
        IMarketDataStore from = await NewFullStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        List<ExportedFile> files = await ExportAsync(from, Request());
        string path = files[2].Path;
        string manifest = Path.Combine(Exported, "_manifest.json");
        string said = what switch
        {
            "hash" => await ChangeAsync(path, bytes => bytes[500] ^= 1, "the file's SHA-256 is"),
            "bytes" => await CutAsync(path),
            "count" => await ReplaceAsync(manifest, $"\"rows\": {files[2].Rows}", "\"rows\": 1", $"the file has {files[2].Rows} rows, the manifest says 1."),
            _ => Remove(path),
        };

        RunSummary summary = await ImportAsync(to, Exported);

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        RunFailure failure = Assert.Single(summary.Steps.Single().Failures);
        Assert.Equal((nameof(IngestErrorId.FileMismatch), path), (failure.ErrorId, failure.Target));
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Equal(655 - files[2].Rows, summary.Steps.Single().Rows.Inserted);
    }

    [Fact]
    public async Task A_file_with_other_columns_is_refused_with_each_of_them()
    {
        IMarketDataStore to = await NewStoreAsync();
        string path = Path.Combine(Folder, "foreign.parquet");
        ParquetColumn[] columns = [.. DatasetColumns.Of(Candles).Where(column => column.Name != "high")
            .Select(column => column.Name == "close" ? column with { Type = ParquetType.Text } : column), new ParquetColumn("colour", ParquetType.Text)];
        await using (FileStream stream = File.Create(path))
        {
            ParquetFormat.Create(stream, columns).Finish();
        }

        RunSummary summary = await RunAsync(to, new ImportStep { Paths = [path], Dataset = Candles });

        Assert.Equal(
            $"'{path}': the file has no rows of cc_ohlcv_spot_1d_raw: it lacks the column 'high'; its column 'close' is Text, not Double; it has a column 'colour'.",
            Assert.Single(summary.Steps.Single().Failures).Message);
    }

    [Fact]
    public async Task A_foreign_file_asserts_its_rows_and_nothing_else()
    {
        IMarketDataStore from = await NewFullStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        List<ExportedFile> files = await ExportAsync(from, Request() with { Exchanges = ["bitstamp"] });
        string foreign = Path.Combine(Folder, "foreign.parquet");
        File.Copy(files[0].Path, foreign);

        RunSummary summary = await ImportAsync(to, foreign);

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.False(Assert.Single(Imported).IsVerified);
        Assert.All(await CoverageAsync(to, "bitstamp", "btcusd"), one => Assert.Equal(CoverageState.Complete, one.Item2));
        Assert.Equal(files[0].Rows, (await CoverageAsync(to, "bitstamp", "btcusd")).Sum(one => Interval.OneDay.PeriodsIn(one.Item1)));
    }

    [Fact]
    public async Task Rows_that_break_a_rule_go_to_the_dead_letters_with_their_reason()
    {
        IMarketDataStore to = await NewStoreAsync();
        RowBatch rows = Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(-5), 25);
        Rows.Set(rows, 3, "high", 0.0001);
        Rows.Set(rows, 7, "quote", new string('Q', 200));
        string path = Path.Combine(Folder, "bad.parquet");
        await WriteAsync(path, rows);

        RunSummary summary = await ImportAsync(to, path);

        // The last five have not ended: Day(15) is running.
        RowCounts counts = summary.Steps.Single().Rows;
        Assert.Equal((RunOutcome.Partial, 25L, 18L, 7L), (summary.Outcome, counts.Read, counts.Inserted, counts.Rejected));
        IReadOnlyList<DeadLetterRecord> letters = await to.QueryAsync<DeadLetterRecord>(StoredQuery.DeadLetters, new DeadLetterFilter(), default);
        Assert.Equal(
            ["not-closed 5", "ohlc-order 1", "too-long 1"],
            letters.CountBy(letter => letter.Rule).Select(rule => FormattableString.Invariant($"{rule.Key} {rule.Value}")).Order());

        // Nobody has asked the source for what was rejected: a plan still does.
        Assert.Equal(
            [(Days(-5, -2), CoverageState.Complete), (Days(-1, 2), CoverageState.Complete), (Days(3, 15), CoverageState.Complete)],
            await CoverageAsync(to, "kraken", "XXBTZUSD"));

        // The letters are judged again as any others.
        List<ResumedLetter> resumed = [];
        await RunAsync(to, new ResumeLettersStep { LetterIds = [letters.Single(letter => letter.Rule == "ohlc-order").LetterId], OnLetter = resumed.Add });
        Assert.Equal(LetterOutcome.StillRejected, Assert.Single(resumed).Outcome);
    }

    [Fact]
    public async Task A_rejected_row_leaves_what_was_known_of_its_period_as_it_was()
    {
        IMarketDataStore to = await NewStoreAsync();
        SeriesKey series = new("ohlcv-spot", "kraken", "XXBTZUSD", Interval.OneDay);
        await CoverAsync(to, series, (Day(1), Day(4), CoverageState.NoTrades), (Day(4), Day(8), CoverageState.Pending));
        RowBatch rows = Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(1), 8);
        Rows.Set(rows, 1, "high", 0.0001);
        Rows.Set(rows, 2, "quote", new string('Q', 200));      // the store itself refuses what does not fit
        Rows.Set(rows, 4, "high", 0.0001);
        Rows.Set(rows, 5, "quote", new string('Q', 200));
        rows.Set(6, Candles.Series!.Time, Day(7).AddHours(12));
        rows.Set(7, Candles.Series.Time, new DateTime(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc));
        string path = Path.Combine(Folder, "bad.parquet");
        await WriteAsync(path, rows);

        Assert.Equal(6, (await ImportAsync(to, path)).Steps.Single().Rows.Rejected);

        Assert.Equal(6, await LettersAsync(to));
        Assert.Equal(
            [(Days(1, 2), CoverageState.Complete), (Days(2, 4), CoverageState.NoTrades), (Days(4, 5), CoverageState.Complete), (Days(5, 8), CoverageState.Pending)],
            await CoverageAsync(to, "kraken", "XXBTZUSD"));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(2_912_443)]
    public async Task A_letter_of_a_period_that_has_not_ended_stays_one_and_can_be_removed(int day)
    {
        IMarketDataStore to = await NewStoreAsync();
        string path = Path.Combine(Folder, "running.parquet");
        await WriteAsync(path, Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(day), 1));
        await ImportAsync(to, path);
        string letter = Assert.Single(await to.QueryAsync<DeadLetterRecord>(StoredQuery.DeadLetters, new DeadLetterFilter(), default)).LetterId;
        List<ResumedLetter> resumed = [];

        await RunAsync(to, new ResumeLettersStep { LetterIds = [letter], OnLetter = resumed.Add });

        Assert.Equal((letter, LetterOutcome.StillRejected, "not-closed"), (resumed[0].LetterId, resumed[0].Outcome, resumed[0].Rule));
        Assert.StartsWith("0 ", await HashAsync(to), StringComparison.Ordinal);
        Assert.Empty(await CoverageAsync(to, "kraken", "XXBTZUSD"));
        Assert.Equal(RunOutcome.Complete, (await RunAsync(to, new RemoveLettersStep { LetterIds = [letter], AskAgain = true })).Outcome);
        Assert.Equal(0, await LettersAsync(to));
    }

    [Fact]
    public async Task Values_that_differ_become_revisions()
    {
        IMarketDataStore to = await NewStoreAsync();
        await PutAsync(to, "kraken", "XXBTZUSD", Day(-5), 10);
        string path = Path.Combine(Folder, "new.parquet");
        await WriteAsync(path, Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(-5), 10, seed: 9));

        RunSummary summary = await ImportAsync(to, path);

        Assert.Equal(10, summary.Steps.Single().Rows.Updated);
        Assert.Equal(10, (await to.QueryAsync<RevisionRecord>(StoredQuery.Revisions, new RevisionFilter(), default)).Count);
    }

    [Fact]
    public async Task A_damaged_file_without_a_manifest_is_refused_with_its_place()
    {
        IMarketDataStore to = await NewStoreAsync();
        string path = Path.Combine(Folder, "cut.parquet");
        await WriteAsync(path, Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(-5), 10));
        await CutAsync(path);
        RunFailure failure = Assert.Single((await ImportAsync(to, path)).Steps.Single().Failures);
        Assert.Equal((nameof(IngestErrorId.FileUnreadable), true), (failure.ErrorId, failure.Message.Contains("ends without a footer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_that_does_not_say_whose_rows_it_has_needs_to_be_told()
    {
        IMarketDataStore to = await NewStoreAsync();
        string path = Path.Combine(Folder, "silent.parquet");
        await WriteAsync(path, Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(-5), 10), saysDataset: false);
        Assert.Contains("does not say whose rows", Assert.Single((await ImportAsync(to, path)).Steps.Single().Failures).Message, StringComparison.Ordinal);
        Assert.Equal(10, (await RunAsync(to, new ImportStep { Paths = [path], Dataset = Candles })).Steps.Single().Rows.Inserted);
        RunSummary wrong = await RunAsync(to, new ImportStep { Paths = [path], Dataset = SpotOhlcv.Hours });
        Assert.Equal(RunOutcome.Complete == wrong.Outcome, wrong.Steps.Single().Rows.Rejected == 0);
    }

    [Fact]
    public async Task The_programs_own_books_take_no_rows()
    {
        IMarketDataStore from = await NewFullStoreAsync();
        await ExportAsync(from, Request() with { Dataset = Bookkeeping.Coverage });
        RunSummary summary = await ImportAsync(await NewStoreAsync(), Exported);
        Assert.Equal(RunOutcome.Failed, summary.Outcome);
        Assert.Contains("is a book of the store itself", summary.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_leads_out_of_its_folder_is_refused()
    {
        await ExportAsync(await NewFullStoreAsync(), Request());
        await ReplaceAsync(Path.Combine(Exported, "_manifest.json"), "exchange=kraken/date=2024/part-0.parquet", "../../etc/passwd", "");
        RunFailure failure = Assert.Single((await ImportAsync(await NewStoreAsync(), Exported)).Steps.Single().Failures);
        Assert.Equal(nameof(IngestErrorId.FileMismatch), failure.ErrorId);
    }

    private static async Task WriteAsync(string path, RowBatch rows, bool saysDataset = true)
    {
        await using FileStream stream = File.Create(path);
        ParquetWriterOptions options = saysDataset ? new() { Metadata = FileDataset.WordsOf(rows.Dataset) } : new();
        using IParquetWriter writer = ParquetFormat.Create(stream, DatasetColumns.Of(rows.Dataset), options);
        writer.Write(new BatchColumns(rows));
        writer.Finish();
    }

    private static async Task<List<DateTime>> ClocksAsync(IMarketDataStore store)
    {
        List<DateTime> clocks = [];
        await foreach (RowBatch rows in store.ScanAsync(Candles, default))
        {
            clocks.AddRange(Enumerable.Range(0, rows.Count).Select(row => rows.Time(row, Candles.Ordinal("collected_at"))));
        }

        return clocks;
    }

    private static async Task<string> ChangeAsync(string path, Action<byte[]> change, string said)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path);
        change(bytes);
        await File.WriteAllBytesAsync(path, bytes);
        return said;
    }

    private static async Task<string> CutAsync(string path)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..^10]);
        return FormattableString.Invariant($"the file has {bytes.Length - 10} bytes, the manifest says {bytes.Length}.");
    }

    private static async Task<string> ReplaceAsync(string path, string old, string by, string said)
    {
        string text = await File.ReadAllTextAsync(path);
        int at = text.LastIndexOf(old, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text[..at] + by + text[(at + old.Length)..]);
        return said;
    }

    private static string Remove(string path)
    {
        File.Delete(path);
        return "it is not there";
    }
}
