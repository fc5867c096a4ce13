namespace CcIngest.Simulator;

/// <summary>
/// Random numbers by position instead of by sequence: the value for a seed and a counter is always the same, whatever was asked before.
/// The mixer is SplitMix64's finaliser.
/// </summary>
internal static class CounterHash
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    public static ulong Bits(ulong seed, long counter)
    {
        unchecked
        {
            return Mix(seed + ((ulong)counter * Step));
        }
    }

    /// <summary>0 inclusive to 1 exclusive.</summary>
    public static double Unit(ulong seed, long counter) => (Bits(seed, counter) >> 11) * (1.0 / (1UL << 53));

    /// <summary>-1 inclusive to 1 exclusive.</summary>
    public static double Signed(ulong seed, long counter) => (2 * Unit(seed, counter)) - 1;

    /// <summary>0 inclusive to <paramref name="count"/> exclusive.</summary>
    public static long Below(ulong seed, long counter, long count) => (long)(Bits(seed, counter) % (ulong)count);

    /// <summary>An independent seed for a named thing.</summary>
    public static ulong Seed(ulong parent, string name)
    {
        unchecked
        {
            ulong hash = 14695981039346656037 ^ parent;
            foreach (char letter in name)
            {
                hash = (hash ^ letter) * 1099511628211;
            }

            return Mix(hash);
        }
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
