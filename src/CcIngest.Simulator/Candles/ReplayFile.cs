using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>Reads recorded candles: a JSON array of rows <c>[open time in Unix ms, open, high, low, close, volume]</c>, ascending.</summary>
internal static class ReplayFile
{
    private const int MostDecimals = 15;

    /// <exception cref="IngestException">The file is not there, not of that layout, out of order or off the grid of its interval.</exception>
    public static ReplayedSeries Read(SimulatorReplay replay, ulong seed)
    {
        if (Interval.TryParse(replay.Interval, out Interval? interval) && interval.Length is TimeSpan length && interval.Count == 1)
        {
            List<Row> rows = ReadRows(replay.File, (int)length.TotalSeconds);
            return Build(rows, (int)length.TotalSeconds, seed);
        }

        throw Refuse($"'{replay.Interval}' is not an interval of a recording.", "Use 1m, 1h or 1d.");
    }

    private static List<Row> ReadRows(string file, int period)
    {
        List<Row> rows = [];
        try
        {
            using FileStream stream = File.OpenRead(file);
            using JsonDocument document = JsonDocument.Parse(stream);
            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                Row row = new(
                    element[0].GetInt64() / 1000,
                    element[1].GetDecimal(), element[2].GetDecimal(), element[3].GetDecimal(), element[4].GetDecimal(), element[5].GetDecimal());
                if (row.Start % period != 0 || (rows.Count > 0 && row.Start <= rows[^1].Start))
                {
                    throw Refuse($"Row {rows.Count + 1} of the recording '{file}' is out of order or not at the start of a period.",
                        "Sort the rows by time and say the interval they have.");
                }

                rows.Add(row);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refuse($"The recording '{file}' cannot be read: {exception.Message}", "Give the path of a file of recorded candles.", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw Refuse($"Row {rows.Count + 1} of the recording '{file}' cannot be understood: {exception.Message}",
                "Rows are [open time in Unix ms, open, high, low, close, volume].", exception);
        }

        return rows.Count > 0 ? rows : throw Refuse($"The recording '{file}' has no rows.", "Give a file with at least one candle.");
    }

    private static ReplayedSeries Build(List<Row> rows, int period, ulong seed)
    {
        int priceDecimals = Math.Min(MostDecimals, rows.Max(row => (int)new[] { row.Open.Scale, row.High.Scale, row.Low.Scale, row.Close.Scale }.Max()));
        int volumeDecimals = Math.Min(MostDecimals, Math.Max(1, (int)rows.Max(row => row.Volume.Scale)));
        while (volumeDecimals > 1 && rows.Sum(row => row.Volume) * (decimal)PowersOfTen.Of(volumeDecimals) > long.MaxValue)
        {
            volumeDecimals--;
        }

        Precision precision = new(priceDecimals, volumeDecimals);
        return new ReplayedSeries(period, [.. rows.Select(row => ToCandle(row, period, seed, precision))], precision);
    }

    private static Candle ToCandle(Row row, int period, ulong seed, Precision precision)
    {
        Candle candle = new()
        {
            Start = row.Start,
            Open = Steps(row.Open, precision.PriceDecimals),
            High = Steps(row.High, precision.PriceDecimals),
            Low = Steps(row.Low, precision.PriceDecimals),
            Close = Steps(row.Close, precision.PriceDecimals),
        };
        (candle.FirstPrice, candle.HighPrice, candle.LowPrice, candle.LastPrice) = (candle.Open, candle.High, candle.Low, candle.Close);
        bool single = candle.High == candle.Low;
        candle.Trades = single ? 1 : 4 + CounterHash.Below(seed, row.Start, 20);
        candle.FirstTime = row.Start + CounterHash.Below(seed, row.Start + 1, period / 2);
        candle.LastTime = single ? candle.FirstTime : row.Start + period - 1 - CounterHash.Below(seed, row.Start + 2, period / 2);
        candle.HighTime = TimeOf(candle.High, candle);
        candle.LowTime = TimeOf(candle.Low, candle);
        TradeSplit.Fill(ref candle, seed, precision, Steps(row.Volume, precision.VolumeDecimals), unknownShare: 0);
        return candle;
    }

    private static long TimeOf(long price, in Candle candle)
    {
        if (price == candle.Open)
        {
            return candle.FirstTime;
        }

        return price == candle.Close ? candle.LastTime : (candle.FirstTime + candle.LastTime) / 2;
    }

    private static long Steps(decimal value, int decimals) => (long)Math.Round(value * (decimal)PowersOfTen.Of(decimals));

    private static IngestException Refuse(string message, string advice, Exception? inner = null) =>
        new(IngestErrorId.SettingInvalid, message, advice, inner);

    private readonly record struct Row(long Start, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume);
}
