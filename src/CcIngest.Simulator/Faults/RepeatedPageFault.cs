using System.Globalization;

namespace CcIngest.Simulator;

/// <summary>
/// What a client that walks from page to page had just before: of candles, which are read backwards, the later page, up to the simulated time;
/// of a numbered list, the page before. The first page of a list has none and is answered as it should be.
/// </summary>
internal static class RepeatedPageFault
{
    public static readonly FaultKind Kind = new("repeated-page", FaultGroup.Ordering, "The page that came before is answered once more instead of the one asked for.")
    {
        Action = (request, next) =>
        {
            if (request.Period is { } period && Whole(request, "to_ts") is { } toTs && Whole(request, "limit") is { } limit)
            {
                return next(request.With("to_ts", toTs + (limit * period.Seconds)));
            }

            return Whole(request, "page") is > 1 and { } page ? next(request.With("page", page - 1)) : next(request);
        },
    };

    private static long? Whole(FaultyRequest request, string name) =>
        long.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value < uint.MaxValue ? value : null;
}
