using System.Net;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>One host that is asked: its pooled connections, its address and the budget of requests there.</summary>
internal sealed class SourceConnection : IDisposable
{
    /// <summary>Connections are renewed so often, so that a change of the server's address is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private const int LongestText = 300;

    /// <summary>Some exchanges refuse who does not say what it is (Coinbase: 400, "User-Agent header is required.").</summary>
    private static readonly string UserAgent = $"CcIngest/{typeof(SourceConnection).Assembly.GetName().Version?.ToString(3) ?? "0.0.0"}";

    private readonly HttpClient _http;
    private readonly string _root;
    private readonly Secret? _key;

    /// <exception cref="IngestException">The address is no plain http or https address, or the key has characters that no header can carry.</exception>
    public SourceConnection(Uri address, string setting, Secret? key, IRequestBudget budget)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new IngestException(IngestErrorId.SettingInvalid, $"{setting} is no plain http or https address.",
                "Give scheme, host and if need be a path, for example https://data-api.coindesk.com; a key is no part of it.");
        }

        if (key is { IsEmpty: false } && key.Reveal().Any(character => character is < '!' or > '~'))
        {
            throw new IngestException(IngestErrorId.SettingInvalid, "CCDATA_API_KEY holds blanks or characters that a header cannot carry.",
                "Copy the key again, without quotes or line ends.");
        }

        _key = key is { IsEmpty: false } ? key : null;
        _root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        Host = address.GetLeftPart(UriPartial.Authority);
        Budget = budget;
        _http = new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = ConnectionLifetime,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
            // A redirect would be another server than the one that was configured.
            AllowAutoRedirect = false,
            UseCookies = false,
        })
        {
            // Each attempt has its own deadline.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Scheme, host and port, for messages.</summary>
    public string Host { get; }

    /// <summary>The caller's own, who disposes of it: two hosts may share one.</summary>
    public IRequestBudget Budget { get; }

    /// <summary>Sends a request and returns when the headers are there.</summary>
    public async Task<HttpResponseMessage> SendAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, _root + request.PathAndQuery);
        message.Headers.Accept.ParseAdd("application/json");
        message.Headers.UserAgent.ParseAdd(UserAgent);
        if (_key is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", "Apikey " + _key.Reveal());
        }

        return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the server said, without the key should it have repeated it, and then cut: half a key would not be found.</summary>
    public string Shown(string text)
    {
        string safe = _key is null ? text : text.Replace(_key.Reveal(), _key.ToString(), StringComparison.Ordinal);
        return safe.Length <= LongestText ? safe : safe[..LongestText] + "…";
    }

    public void Dispose() => _http.Dispose();
}
