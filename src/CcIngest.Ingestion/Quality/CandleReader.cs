using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Reads candles out of the rows of any table that has them.</summary>
internal sealed class CandleReader(Dataset dataset)
{
    private readonly CandleCells _candle = CandleCells.Of(dataset) ?? throw new ArgumentException($"{dataset} has no candles.", nameof(dataset));

    public CandleSum Read(RowBatch rows, int row, DateTime start) => new(start, 1)
    {
        Open = CandleCells.Number(rows, row, _candle.Open),
        High = CandleCells.Number(rows, row, _candle.High),
        Low = CandleCells.Number(rows, row, _candle.Low),
        Close = CandleCells.Number(rows, row, _candle.Close),
        Volume = CandleCells.Number(rows, row, _candle.Volume),
        QuoteVolume = CandleCells.Number(rows, row, _candle.QuoteVolume),
        Trades = CandleCells.Number(rows, row, _candle.Trades),
    };
}
