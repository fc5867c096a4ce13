using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    public static TheoryData<string> Tables => [.. DatasetCatalog.All.Select(dataset => dataset.Table)];

    [SkippableTheory]
    [MemberData(nameof(Tables))]
    public async Task Every_table_gives_back_what_was_written_and_knows_it_again(string table)
    {
        Dataset dataset = DatasetCatalog.All.Single(dataset => dataset.Table == table);
        IMarketDataStore store = await NewStoreAsync();
        string column = dataset.Columns.Where(column => column.Kind == ColumnKind.Text).OrderBy(column => dataset.Key.Contains(dataset.Ordinal(column.Name))).First().Name;
        RowBatch rows = Marked();

        await PutAsync(store, rows, WriteMode.Fresh);
        AssertSame(Ordered(rows), await store.ReadRowsAsync(dataset, column, "mark", default), IsFromSource);

        WriteResult again = await PutAsync(store, Marked(), WriteMode.Merge, Later);
        Assert.Equal(dataset.IsBookkeeping ? default : new RowCounts(40, 0, 0, 40, 0), again.Rows);
        AssertSame(Ordered(rows), await store.ReadRowsAsync(dataset, column, "mark", default), IsFromSource);

        RowBatch Marked()
        {
            RowBatch marked = Some.Rows(dataset, 40, seed: 5);
            for (int row = 0; row < marked.Count; row++)
            {
                Some.Set(marked, row, column, "mark");
            }

            return marked;
        }
    }

    [SkippableFact]
    public async Task Rows_that_repeat_some_cells_of_the_row_before_keep_their_own()
    {
        Dataset dataset = SpotOhlcv.Days;
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Candles(dataset, "binance", "BTC-USDT", Some.Start, 80);
        Random random = new(7);
        foreach ((int ordinal, Column column) in dataset.Columns.Index().Where(column => column.Item is { Role: ColumnRole.Value, Nullable: true }))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                int choice = random.Next(4);
                if (choice == 0)
                {
                    rows.SetNull(row, ordinal);
                }
                else
                {
                    Some.Set(rows, row, column.Name, column.Kind switch
                    {
                        ColumnKind.Double => (object)(choice - 1.5),
                        ColumnKind.DateTime => Some.Start.AddHours(choice),
                        ColumnKind.Text => new string('a', choice - 1),
                        _ => (long)choice,
                    });
                }
            }
        }

        await PutAsync(store, rows, WriteMode.Fresh);

        AssertSame(Ordered(rows), await store.ReadRowsAsync(dataset, "exchange", "binance", default), IsFromSource);
    }

    [SkippableFact]
    public async Task The_rows_of_one_series_come_in_order_and_no_others()
    {
        IMarketDataStore store = await NewStoreAsync();
        Dataset hours = Klines.At(Interval.OneHour);
        Dataset days = Klines.At(Interval.OneDay);
        await PutAsync(store, Some.Candles(hours, "binance", "BTCUSDT", Some.Start, 30), WriteMode.Fresh);
        await PutAsync(store, Some.Candles(hours, "binance", "ETHUSDT", Some.Start, 30), WriteMode.Fresh);
        await PutAsync(store, Some.Candles(days, "binance", "BTCUSDT", Some.Start, 30), WriteMode.Fresh);
        RowBatch read = new(hours);

        await foreach (RowBatch rows in store.ScanAsync(
            hours, new RowSlice(["binance", "BTCUSDT", "1h"], Some.Start.AddHours(5), Some.Start.AddHours(8)), default))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                read.Append(rows, row);
            }
        }

        Assert.Equal(["BTCUSDT 1h 5", "BTCUSDT 1h 6", "BTCUSDT 1h 7"], Enumerable.Range(0, read.Count).Select(row =>
            $"{Some.Cell(read, row, "native_symbol")} {Some.Cell(read, row, "interval")} {((DateTime)Some.Cell(read, row, "open_time")! - Some.Start).TotalHours}"));
        Assert.Equal("12345678901234567890.012345678901234567", Some.Cell(read, 0, "volume"));
    }

    [SkippableFact]
    public async Task Each_column_that_may_be_null_gives_null_back()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Rows(ExchangesGeneral.Dataset, ExchangesGeneral.Dataset.Columns.Count, seed: 3);
        for (int row = 0; row < rows.Count; row++)
        {
            Some.Set(rows, row, "name", "null test");
            if (rows.Dataset.Columns[row].Nullable)
            {
                rows.SetNull(row, row);
            }
        }

        await PutAsync(store, rows, WriteMode.Merge);

        AssertSame(Ordered(rows), await store.ReadRowsAsync(ExchangesGeneral.Dataset, "name", "null test", default), IsFromSource);
    }

    [SkippableFact]
    public async Task Doubles_come_back_bit_for_bit()
    {
        double[] numbers =
        [
            0.1, 1 / 3d, 1e-300, 2.2250738585072014e-308, 1.7976931348623157e308, -1.7976931348623157e308, 123456789.12345678, 0.00000001,
            9007199254740993, 1e15, 1e16, 1e22, 4.35, 0.30000000000000004, -0.5, 5e-10, 65536.00000001, 1.0000000000000002,
        ];
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Rows(SpotOhlcv.Days, numbers.Length);
        for (int row = 0; row < numbers.Length; row++)
        {
            Some.Set(rows, row, "quote_volume", numbers[row]);
        }

        await PutAsync(store, rows, WriteMode.Fresh);

        RowBatch stored = await CandlesAsync(store);
        Assert.Equal(numbers, Enumerable.Range(0, numbers.Length).Select(row => (double)Some.Cell(stored, row, "quote_volume")!));
        Assert.Equal(numbers.Length, (await PutAsync(store, rows, WriteMode.Merge)).Rows.Unchanged);
    }

    [SkippableFact]
    public async Task Zero_has_no_sign_on_any_engine()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Row(SpotOhlcv.Days, ("quote_volume", -0.0));

        await PutAsync(store, rows, WriteMode.Fresh);

        Assert.Equal(0, BitConverter.DoubleToInt64Bits((double)Some.Cell(await CandlesAsync(store), 0, "quote_volume")!));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("trailing blanks  ")]
    [InlineData("it's \"quoted\" `so` and \\ so \\\\")]
    [InlineData("tab\tline\nreturn\rend")]
    [InlineData("\\N")]
    [InlineData("NULL")]
    [InlineData("\\t \\n \\0 \u001a \b")]
    [InlineData("naïve Ünïcödé 漢字 עברית")]
    [InlineData("😀 emoji 👩‍👩‍👧 and \U0001F1E8\U0001F1ED")]
    [InlineData("100% ; -- /* comment */ @p0 ? {=x}")]
    [InlineData("a,b;c|d\u001f\u001e")]
    public async Task Texts_come_back_character_for_character(string text)
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Row(ExchangesGeneral.Dataset,
            ("internal_name", "kraken"), ("country", text), ("description", text), ("name", "text test"));

        await PutAsync(store, rows, WriteMode.Merge);

        RowBatch stored = await store.ReadRowsAsync(ExchangesGeneral.Dataset, "name", "text test", default);
        Assert.Equal(text, Some.Cell(stored, 0, "country"));
        Assert.Equal(text, Some.Cell(stored, 0, "description"));
        Assert.Equal(1, (await PutAsync(store, rows, WriteMode.Merge)).Rows.Unchanged);
    }

    [SkippableFact]
    public async Task Long_texts_and_long_integers_come_back()
    {
        IMarketDataStore store = await NewStoreAsync();
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => (char)('a' + (i % 26)))) + "😀";
        RowBatch rows = Some.Row(Assets.Dataset,
            ("symbol", "X"), ("description_summary", text), ("id_parent_asset", long.MaxValue), ("id_asset_issuer", long.MinValue),
            ("decimal_points", int.MinValue), ("name", string.Concat(Enumerable.Repeat("😀", 255))));

        await PutAsync(store, rows, WriteMode.Merge);

        AssertSame(rows, await store.ReadRowsAsync(Assets.Dataset, "symbol", "X", default), IsFromSource);
    }

    [SkippableFact]
    public async Task Times_come_back_to_the_unit_of_their_column_before_1970_too()
    {
        DateTime[] times =
        [
            new(1000, 1, 1, 0, 0, 0, DateTimeKind.Utc), new(1803, 4, 1, 23, 59, 59, DateTimeKind.Utc), new(1969, 12, 31, 23, 59, 59, DateTimeKind.Utc),
            DateTime.UnixEpoch, new(2024, 2, 29, 12, 0, 1, DateTimeKind.Utc), new(2038, 1, 19, 3, 14, 8, DateTimeKind.Utc),
            new(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc),
        ];
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Rows(Assets.Dataset, times.Length);
        for (int row = 0; row < times.Length; row++)
        {
            Some.Set(rows, row, "launch_date", times[row].AddTicks(row == 2 ? 9_999_999 : 0));
            Some.Set(rows, row, "asset_type", "time test");
        }

        await PutAsync(store, rows, WriteMode.Merge, Now.AddTicks(9_999_999));

        RowBatch stored = await store.ReadRowsAsync(Assets.Dataset, "asset_type", "time test", default);
        Assert.Equal(times, Enumerable.Range(0, times.Length).Select(row => (DateTime)Some.Cell(stored, row, "launch_date")!));
        Assert.Equal(DateTimeKind.Utc, ((DateTime)Some.Cell(stored, 0, "launch_date")!).Kind);
        Assert.Equal(Now, Some.Cell(stored, 0, "created_at"));
    }

    [SkippableFact]
    public async Task Microseconds_come_back_and_what_is_finer_is_cut()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Row(Bookkeeping.Runs, ("run_id", "r"), ("started_at", Now.AddTicks(1_234_567)), ("ended_at", Now));

        await PutAsync(store, rows, WriteMode.Replace);

        RowBatch stored = await store.ReadRowsAsync(Bookkeeping.Runs, "run_id", "r", default);
        Assert.Equal(Now.AddTicks(1_234_560), Some.Cell(stored, 0, "started_at"));
        Assert.Equal(Now, Some.Cell(stored, 0, "ended_at"));
    }

    /// <summary>Stands for half a surrogate pair, which a test's name cannot have.</summary>
    private const string HalfPair = "half a pair";

    public static TheoryData<string, string, object?> Misfits => new()
    {
        { RowFit.TooLong, "country", new string('x', 256) },
        { RowFit.TooLong, "country", string.Concat(Enumerable.Repeat("😀", 256)) },
        { RowFit.OutOfRange, "rating_total_users", int.MaxValue + 1L },
        { RowFit.OutOfRange, "grade_points", double.NaN },
        { RowFit.OutOfRange, "grade_points", double.NegativeInfinity },
        { RowFit.Missing, "name", null },
        { RowFit.BadText, "description", HalfPair },
        { RowFit.BadText, "description", "NUL \0" },
        { RowFit.BadText, "item_types", "no JSON" },
    };

    [SkippableTheory]
    [MemberData(nameof(Misfits))]
    public async Task A_row_that_does_not_fit_becomes_a_dead_letter_and_the_others_are_stored(string rule, string column, object? value)
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Rows(ExchangesGeneral.Dataset, 3, seed: 8);
        Some.Set(rows, 1, column, Equals(value, HalfPair) ? "half \ud800 pair" : value);
        for (int row = 0; row < rows.Count; row++)
        {
            Some.Set(rows, row, "centralization_type", "fit test");
        }

        WriteResult result = await PutAsync(store, rows, WriteMode.Merge);
        WriteResult again = await PutAsync(store, rows, WriteMode.Merge, Later);

        Assert.Equal(new RowCounts(3, 2, 0, 0, 1), result.Rows);
        Assert.Equal(1, result.NewRejections);
        Assert.Equal((rule, 0), (Assert.Single(again.Clashes).Rule, again.NewRejections));
        Assert.Equal(2, (await store.ReadRowsAsync(ExchangesGeneral.Dataset, "centralization_type", "fit test", default)).Count);
        RowBatch letters = await store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", rule, default);
        Assert.Equal(1, letters.Count);
        Assert.Contains(column, (string)Some.Cell(letters, 0, "reason")!, StringComparison.Ordinal);
        Assert.Contains((string)Some.Cell(rows, 1, "internal_name")!, (string)Some.Cell(letters, 0, "raw_text")!, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_time_that_no_engine_has_becomes_a_dead_letter()
    {
        IMarketDataStore store = await NewStoreAsync();

        WriteResult result = await PutAsync(store, Some.Row(SpotOhlcv.Days, ("datetime", DateTime.MinValue)), WriteMode.Fresh);

        Assert.Equal(RowFit.OutOfRange, Assert.Single(result.Clashes).Rule);
        Assert.Equal(0, (await CandlesAsync(store)).Count);
    }
}
