namespace CcIngest.Simulator;

/// <summary>Powers of ten as doubles, exact up to 10^22.</summary>
internal static class PowersOfTen
{
    private static readonly double[] Values =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ];

    public static double Of(int exponent) => Values[exponent];

    /// <summary>How many decimals leave <paramref name="value"/> with the given significant digits; 0 to 18.</summary>
    public static int DecimalsFor(double value, int significantDigits)
    {
        int decimals = 0;
        double lowest = Of(significantDigits - 1);
        while (decimals < 18 && value * Of(decimals) < lowest)
        {
            decimals++;
        }

        return decimals;
    }
}
