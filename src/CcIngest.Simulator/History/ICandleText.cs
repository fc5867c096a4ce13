namespace CcIngest.Simulator;

/// <summary>Writes candles as JSON text in the words of one kind of history.</summary>
internal interface ICandleText
{
    /// <summary>The most bytes a row takes.</summary>
    int LongestRow { get; }

    /// <summary>Writes a row and says how many bytes it took.</summary>
    int Write(in Candle candle, Span<byte> target);
}
