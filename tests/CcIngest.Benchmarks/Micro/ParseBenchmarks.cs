using BenchmarkDotNet.Attributes;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Benchmarks;

/// <summary>From the bytes of an answer to rows, and from rows to what an engine loads.</summary>
[InProcess]
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private readonly RowBatch _rows = new(SpotOhlcv.Hours);
    private readonly RowBatch _copy = new(SpotOhlcv.Hours);
    private readonly int[] _ordinals = [.. Enumerable.Range(0, SpotOhlcv.Hours.Columns.Count)];

    /// <summary>Fetched before the benchmarks begin: in this process none waits for an asynchronous set-up.</summary>
    internal static CandlePage? Fetched { get; set; }

    private static CandlePage Page => Fetched ?? throw new InvalidOperationException("There is no page yet.");

    [GlobalSetup]
    public void Setup() => Page.Parse(_rows);

    [Benchmark(Description = "answer to checked rows", OperationsPerInvoke = CandlePage.Rows)]
    public int Parse() => Page.Parse(_copy).Count;

    [Benchmark(Description = "rows to LOAD DATA", OperationsPerInvoke = CandlePage.Rows)]
    public int LoadData()
    {
        using LoadDataText text = new();
        text.Append(_rows, _ordinals);

        return text.Length;
    }

    [Benchmark(Description = "rows to COPY BINARY", OperationsPerInvoke = CandlePage.Rows)]
    public int Copy()
    {
        using CopyRows bytes = new();
        for (int row = 0; row < _rows.Count; row++)
        {
            bytes.Append(_rows, row);
        }

        return bytes.Written.Length;
    }

    [Benchmark(Description = "fit, order, clocks", OperationsPerInvoke = CandlePage.Rows)]
    public int Prepare()
    {
        _copy.Clear();
        _copy.Append(_rows, 0, _rows.Count);
        int misfits = RowFit.Check(_copy).Count;
        RowBatch ordered = RowOrder.Apply(_copy, null, out int duplicates);
        RowClocks.SetAll(ordered, DateTime.UnixEpoch);
        return misfits + duplicates;
    }
}
