using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Ranges as cmdlets take them: either end may be open.</summary>
internal static class RangeCheck
{
    /// <exception cref="IngestException">RangeInvalid: the start is not before the end.</exception>
    public static void Ordered(DateTime? from, DateTime? to)
    {
        if (from >= to)
        {
            throw new IngestException(
                IngestErrorId.RangeInvalid,
                FormattableString.Invariant($"-From {from:u} is not before -To {to:u}."),
                "-From is inclusive, -To is exclusive and later; both are UTC.");
        }
    }
}
