using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Turns the failure of a request to an exchange into a message and advice for people.</summary>
internal static class VenueErrorText
{
    /// <param name="request">Path and parameters.</param>
    /// <param name="host">Scheme, host and port.</param>
    public static IngestException ToException(VenueSheet venue, SourceException failure, string request, string host)
    {
        SourceError error = failure.Error;
        string said = error.Message.TrimEnd('.');
        string asked = $"{host}{request}" + (error.Status is { } status ? $", HTTP {status}" : "");
        (IngestErrorId id, FailureScope scope, string message, string advice) = error.Kind switch
        {
            SourceErrorKind.UnknownInstrument => (IngestErrorId.InstrumentUnknown, FailureScope.Leg, $"{venue} does not know the symbol: {said}",
                "Run Sync-CcSymbol and take a native symbol from Get-CcSymbol; names are case sensitive."),
            SourceErrorKind.KeyRefused => (IngestErrorId.SourceRequestRefused, FailureScope.Leg, $"{venue} does not serve this address: {said}",
                "Its firewall or its terms keep this network out; ask from another one."),
            SourceErrorKind.UnknownPath => (IngestErrorId.SourceRequestRefused, FailureScope.Leg, $"{venue} does not have this path: {said}",
                $"Check {venue.AddressSetting}."),
            SourceErrorKind.RateLimited => (IngestErrorId.SourceRateLimited, FailureScope.Leg, $"The limit of {venue} is reached and did not free up in time: {said}",
                "Wait, then run again: what is stored is not asked for again."),
            SourceErrorKind.ServerFault => (IngestErrorId.SourceBusy, FailureScope.Leg, $"{venue} keeps failing: {said}",
                "This is the exchange's fault. Run again later: what is stored is not asked for again."),
            SourceErrorKind.Unreadable => (IngestErrorId.SourceAnswerUnreadable, FailureScope.Leg, $"The answer of {venue} cannot be read: {said}",
                $"Check that {venue.AddressSetting} is the exchange's and that no proxy answers in its place."),
            SourceErrorKind.Timeout => (IngestErrorId.SourceUnreachable, FailureScope.Leg, $"{venue} does not answer in time: {said}",
                "Try again later, or raise API_REQUEST_TIMEOUT_SECONDS."),
            SourceErrorKind.ConnectionLost => (IngestErrorId.SourceUnreachable, FailureScope.Leg, $"The connection to {venue} breaks: {said}",
                "Check the network and any proxy on the way, then run again."),
            SourceErrorKind.Unreachable => (IngestErrorId.SourceUnreachable, FailureScope.Leg, $"{venue} cannot be reached: {said}",
                $"Check the network and {venue.AddressSetting}."),
            _ => (IngestErrorId.SourceRequestRefused, FailureScope.Leg, $"{venue} refuses the request: {said}",
                "The request itself is wrong; asking again does not help."),
        };
        return new IngestException(id, $"{message} ({asked}).", advice, failure, scope);
    }

    /// <summary>As <see cref="ToException"/>, for what is of use for a short time only: it is not asked for again by another run.</summary>
    public static IngestException ForTick(VenueSheet venue, SourceException failure, string request, string host)
    {
        IngestException plain = ToException(venue, failure, request, host);
        string advice = failure.Error.Kind switch
        {
            SourceErrorKind.RateLimited => "The next ticks go on when there is room; a longer cadence or fewer books leave more of it.",
            SourceErrorKind.ServerFault => "This is the exchange's fault; the next ticks ask again.",
            SourceErrorKind.Timeout => "The time is that of the tick; the next ticks ask again.",
            _ => plain.Advice,
        };
        return new IngestException(plain.Id, plain.Message, advice, failure, plain.Scope);
    }

    /// <param name="until">UTC.</param>
    public static IngestException Banned(VenueSheet venue, DateTimeOffset until) => new(
        IngestErrorId.SourceRateLimited,
        FormattableString.Invariant($"{venue} has banned this address until {until.UtcDateTime:u}: it was asked too much. Nothing is sent there before that."),
        "Run again after that time: what is stored is not asked for again.", scope: FailureScope.Leg);
}
