namespace CcIngest.Simulator;

/// <summary>A smooth random walk that can be read at any second without walking there: octaves of interpolated noise, from two years to a minute.</summary>
internal static class LogNoise
{
    /// <summary>The longest octave is 2^26 s (777 days), the shortest 2^6 s.</summary>
    public const int LongestShift = 26;

    private const int ShortestShift = 6;

    /// <summary>The logarithm of a price relative to its reference; within twice <paramref name="amplitude"/>.</summary>
    /// <param name="seed">Which walk.</param>
    /// <param name="amplitude">The size of the longest octave. An octave a quarter as long is half as high, as in a random walk.</param>
    /// <param name="unixSeconds">When.</param>
    /// <param name="longestShift">The longest octave, as a power of two of seconds; smaller for walks that return sooner.</param>
    public static double At(ulong seed, double amplitude, long unixSeconds, int longestShift = LongestShift)
    {
        double sum = 0;
        for (int shift = longestShift; shift >= ShortestShift; shift -= 2)
        {
            long cell = unixSeconds >> shift;
            double within = (unixSeconds & ((1L << shift) - 1)) * (1.0 / (1L << shift));
            ulong octave = seed ^ ((ulong)shift << 56);
            double left = CounterHash.Signed(octave, cell);
            double right = CounterHash.Signed(octave, cell + 1);
            sum += amplitude * (left + ((right - left) * within));
            amplitude *= 0.5;
        }

        return sum;
    }

    /// <summary>
    /// e to the power of <paramref name="x"/> (|x| below 700). Only additions, multiplications and rounding, which IEEE 754 fixes to the bit:
    /// <see cref="Math.Exp"/> may differ between platforms, and the same options must give the same bytes everywhere.
    /// </summary>
    public static double Exp(double x)
    {
        double exponent = Math.Round(x * 1.4426950408889634);
        double rest = x - (exponent * 0.6931471805599453);
        double sum = 1;
        for (int term = 12; term > 0; term--)
        {
            sum = 1 + (sum * rest / term);
        }

        return BitConverter.Int64BitsToDouble((1023 + (long)exponent) << 52) * sum;
    }
}
