using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Turns a <see cref="SourceError"/> into a message and advice for people.</summary>
internal static class CcDataErrorText
{
    /// <param name="request">Path and parameters.</param>
    /// <param name="host">Host and port of the server, without a path.</param>
    public static IngestException ToException(SourceException failure, string request, string host)
    {
        SourceError error = failure.Error;
        string said = error.Message.TrimEnd('.');
        string asked = $"{host}{request}" + (error.Status is { } status ? $", HTTP {status}" : "");
        (IngestErrorId id, FailureScope scope, string message, string advice) = error.Kind switch
        {
            SourceErrorKind.KeyRefused => (IngestErrorId.SourceKeyRefused, FailureScope.Run, $"The API refuses the key: {said}",
                "Set CCDATA_API_KEY (or -ApiKey) to a key that is valid and whose plan covers this data."),
            SourceErrorKind.UnknownMarket => (IngestErrorId.MarketUnknown, FailureScope.Leg, $"The API does not know the exchange: {said}",
                "Sync the exchanges and take a name from there, in lower case."),
            SourceErrorKind.UnknownInstrument => (IngestErrorId.InstrumentUnknown, FailureScope.Leg, $"The API does not know the instrument: {said}",
                "Sync the instruments of this exchange and take a name from there; names are case sensitive."),
            SourceErrorKind.UnknownPath => (IngestErrorId.SourceRequestRefused, FailureScope.Run, $"The API does not have this path: {said}",
                "Check DATA_API_BASE_URL and MIN_API_BASE_URL, and the paths in the configuration."),
            SourceErrorKind.NothingBefore => (IngestErrorId.SourceAnswerEmpty, FailureScope.Leg, $"The API has nothing so early: {said}",
                "Ask for a later range."),
            SourceErrorKind.Refused => (IngestErrorId.SourceRequestRefused, FailureScope.Leg,
                $"The API refuses the request{(error.Parameter is { Length: > 0 } name ? $" (parameter {name})" : "")}: {said}",
                "The request itself is wrong; asking again does not help."),
            SourceErrorKind.RateLimited => (IngestErrorId.SourceRateLimited, FailureScope.Run, $"The rate limit is reached and did not free up in time: {said}",
                "Wait until the window of the key's plan ends, then run again: what is stored is not asked for again."),
            SourceErrorKind.ServerFault => (IngestErrorId.SourceBusy, FailureScope.Leg, $"The API keeps failing: {said}",
                "This is the server's fault. Run again later: what is stored is not asked for again."),
            SourceErrorKind.Unreadable => (IngestErrorId.SourceAnswerUnreadable, FailureScope.Leg, $"The answer cannot be read: {said}",
                "Check that the base address is the API's and that no proxy answers in its place."),
            SourceErrorKind.Empty => (IngestErrorId.SourceAnswerEmpty, FailureScope.Leg, $"The answer has no data: {said}",
                "Check the request; if it is right, the API has nothing to give at the moment."),
            SourceErrorKind.Timeout => (IngestErrorId.SourceUnreachable, FailureScope.Leg, $"The API does not answer in time: {said}",
                "Try again later, or raise API_REQUEST_TIMEOUT_SECONDS."),
            SourceErrorKind.ConnectionLost => (IngestErrorId.SourceUnreachable, FailureScope.Leg, $"The connection to the API breaks: {said}",
                "Check the network and any proxy on the way, then run again."),
            _ => (IngestErrorId.SourceUnreachable, FailureScope.Run, $"The API cannot be reached: {said}",
                "Check the network, DATA_API_BASE_URL and MIN_API_BASE_URL."),
        };
        return new IngestException(id, $"{message} ({asked}).", advice, failure, scope);
    }
}
