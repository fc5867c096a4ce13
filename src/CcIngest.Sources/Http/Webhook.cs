using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// An address that takes messages as JSON by POST. The address is a secret, whoever knows it may write there: no text of this class has more of it than
/// its scheme. Safe for several threads.
/// </summary>
public sealed class Webhook : IDisposable
{
    private static readonly ProductInfoHeaderValue Agent = new("CcIngest", typeof(Webhook).Assembly.GetName().Version?.ToString(3) ?? "0.0.0");

    private readonly Uri _address;
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        // A redirect would take the message to a place that nobody has named.
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private Webhook(Uri address) => _address = address;

    /// <summary>Null when the text is no http or https address.</summary>
    public static Webhook? Open(Secret address) =>
        Uri.TryCreate(address.Reveal(), UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? new Webhook(uri)
            : null;

    /// <summary>Posts once. What goes wrong is an answer, no exception; being cancelled is one.</summary>
    /// <param name="json">The body.</param>
    /// <param name="timeout">For the whole of it.</param>
    /// <param name="time">The clock of the time-out.</param>
    /// <param name="cancellationToken">Ends it before.</param>
    public async Task<WebhookAnswer> PostAsync(string json, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using Deadline deadline = new(timeout, time, cancellationToken);
        using HttpRequestMessage message = new(HttpMethod.Post, _address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        message.Headers.UserAgent.Add(Agent);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            int status = (int)response.StatusCode;
            return new WebhookAnswer(
                response.IsSuccessStatusCode, status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout,
                string.Create(CultureInfo.InvariantCulture, $"It answered {status}."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(false, true, string.Create(CultureInfo.InvariantCulture, $"No answer within {timeout.TotalSeconds:0.###} s."));
        }
        catch (HttpRequestException failure)
        {
            // The message of the exception names host and port.
            return new WebhookAnswer(false, true, $"No answer: {failure.HttpRequestError}.");
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What came of a message.</summary>
/// <param name="IsTaken">A status of success.</param>
/// <param name="MayHelpAgain">Whether the same message may be taken a little later.</param>
/// <param name="Said">For people; nothing of the address.</param>
public sealed record WebhookAnswer(bool IsTaken, bool MayHelpAgain, string Said);
