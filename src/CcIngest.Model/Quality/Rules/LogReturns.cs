namespace CcIngest.Model;

/// <summary>
/// The usual size of a series' moves from close to close, by the median of the last ones: a few wild candles do not move it, so that what is
/// wild for this series is told apart from what is wild for another.
/// </summary>
internal sealed class LogReturns
{
    /// <summary>Moves that are remembered.</summary>
    public const int Length = 60;

    /// <summary>The median of absolute values, times this, is the standard deviation of what is normally distributed.</summary>
    private const double MedianToDeviation = 1.4826;

    private readonly double[] _ring = new double[Length];
    private readonly double[] _sorted = new double[Length];
    private int _count;

    /// <summary>Whether enough is known of the series to speak of what is usual.</summary>
    public bool IsSettled => _count >= 10;

    public void Add(double move) => _ring[_count++ % Length] = Math.Abs(move);

    /// <summary>The usual size of a move; 0 for a series that does not move.</summary>
    public double Usual()
    {
        int known = Math.Min(_count, Length);
        if (known == 0)
        {
            return 0;
        }

        _ring.AsSpan(0, known).CopyTo(_sorted);
        Array.Sort(_sorted, 0, known);
        return MedianToDeviation * _sorted[known / 2];
    }
}
