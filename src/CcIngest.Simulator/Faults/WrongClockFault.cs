using System.Globalization;

namespace CcIngest.Simulator;

/// <summary>Only the header lies: the data end where they should.</summary>
internal static class WrongClockFault
{
    public static readonly FaultKind Kind = new("wrong-clock", FaultGroup.Data, "The Date header is five minutes ahead.")
    {
        Parameter = "minutes that the header is ahead, -1440 to 1440",
        DefaultParameter = "5",
        Takes = text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int minutes) && minutes is >= -1_440 and <= 1_440,
        Action = (request, next) =>
        {
            request.Context.Response.Headers.Date = request.Now.AddMinutes(request.Draw.Number).ToString("r", CultureInfo.InvariantCulture);
            return next(request);
        },
    };
}
