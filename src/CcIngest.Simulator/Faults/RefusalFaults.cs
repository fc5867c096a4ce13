using System.Globalization;

namespace CcIngest.Simulator;

/// <summary>Faults that answer something else instead of the data.</summary>
internal static class RefusalFaults
{
    private const string Html = "text/html; charset=UTF-8";

    public static readonly FaultKind TooManyRequests = new("429", FaultGroup.Transport, "Status 429 with Retry-After, though the limits are not reached.")
    {
        Parameter = "seconds to wait, 0 to 3600",
        DefaultParameter = "1",
        Takes = text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= 3_600,
        Action = (request, _) => Task.FromResult(Answer.Of(RateLimit(request)) with { Status = 429, Headers = [("Retry-After", request.Draw.Parameter)] }),
    };

    public static readonly FaultKind TooManyRequestsBare = new("429-bare", FaultGroup.Transport, "Status 429 that does not say how long to wait.")
    {
        Action = (request, _) => Task.FromResult(Answer.Of(RateLimit(request)) with { Status = 429 }),
    };

    public static readonly FaultKind ServerError = new("500", FaultGroup.Transport, "Status 500 with an error body of the API.")
    {
        Action = (request, _) => Task.FromResult(Answer.Of(Internal(request)) with { Status = 500 }),
    };

    public static readonly FaultKind BadGateway = new("502", FaultGroup.Transport, "Status 502 with the HTML page of a proxy.")
    {
        Action = (_, _) => Task.FromResult(Answer.Text(502, Html, "<html><body><h1>502 Bad Gateway</h1></body></html>")),
    };

    public static readonly FaultKind Unavailable = new("503", FaultGroup.Transport, "Status 503 with no body at all.")
    {
        Action = (_, _) => Task.FromResult(Answer.Text(503, Html, "")),
    };

    public static readonly FaultKind HtmlPage = new("html", FaultGroup.Transport, "An HTML page with status 200, as a portal or a proxy sends it.")
    {
        Action = (_, _) => Task.FromResult(Answer.Text(200, Html, "<!DOCTYPE html><html><body><h1>We will be back soon</h1></body></html>")),
    };

    public static readonly FaultKind ErrorBody = new("error-body", FaultGroup.Transport, "An error body in the API's own shape with status 200.")
    {
        Action = (request, _) => Task.FromResult(Answer.Of(Internal(request)) with { Status = 200 }),
    };

    private static ApiError RateLimit(FaultyRequest request) =>
        request.Route.Family == ApiFamily.MinApi ? MinApiErrors.RateLimit(request.Budget) : DataApiErrors.RateLimit();

    private static ApiError Internal(FaultyRequest request) => request.Route.Venue is { } venue ? venue.Api.Internal() :
        request.Route.Family == ApiFamily.MinApi ? MinApiErrors.Internal() : DataApiErrors.Internal();
}
