using System.Globalization;
using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>Turns what HTTP and JSON throw into a <see cref="SourceException"/>.</summary>
internal static class SourceFailures
{
    /// <summary>The typed failure, or null for an exception that is none of the server's or the network's.</summary>
    public static SourceException? Of(Exception exception, TimeSpan timeout) => exception switch
    {
        SourceException failure => failure,
        OperationCanceledException => new(new SourceError(SourceErrorKind.Timeout,
            string.Create(CultureInfo.InvariantCulture, $"no complete answer within {timeout.TotalSeconds:0.###} s")), exception),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } =>
            new(new SourceError(SourceErrorKind.Unreachable, Innermost(exception)), exception),
        HttpRequestException or IOException => new(new SourceError(SourceErrorKind.ConnectionLost, Innermost(exception)), exception),

        // Mostly half a stream. What is damaged below the JSON was damaged on its way.
        InvalidDataException => new(new SourceError(SourceErrorKind.ConnectionLost, "its compressed body ends early, or is broken"), exception),
        _ => null,
    };

    /// <summary>Whether the exception says that a text is no JSON, or no UTF-8 (which the reader notices late, as an invalid operation).</summary>
    public static bool IsJson(Exception exception) =>
        exception is JsonException || (exception is InvalidOperationException && exception.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true);

    /// <summary>A success whose body is not the JSON that it should be.</summary>
    /// <param name="firstByte">The body's first byte; 0 for an empty body.</param>
    public static SourceException Unreadable(Exception exception, HttpResponseMessage response, byte firstByte)
    {
        string type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
        string message = firstByte switch
        {
            (byte)'<' => $"it is HTML, not JSON ({type})",
            0 => $"it is empty ({type})",
            _ => $"it is no valid JSON ({type}): {exception.Message}",
        };
        return new SourceException(new SourceError(SourceErrorKind.Unreadable, message) { Status = (int)response.StatusCode }, exception);
    }

    /// <summary>A success whose JSON is sound as far as it goes, and then ends: as good as a connection that broke.</summary>
    public static SourceException Truncated(Exception exception, long length) => new(
        new SourceError(SourceErrorKind.ConnectionLost, string.Create(CultureInfo.InvariantCulture, $"the answer ends early, after {length} bytes")), exception);

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;
}
