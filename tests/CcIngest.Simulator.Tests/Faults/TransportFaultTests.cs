using System.Net;
using System.Text.Json;

namespace CcIngest.Simulator.Tests;

public sealed class TransportFaultTests
{
    [Theory]
    [InlineData("429=1", "1")]
    [InlineData("429=1:7", "7")]
    [InlineData("429-bare=1", null)]
    public async Task Too_many_requests_says_how_long_to_wait_or_not(string fault, string? wait)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(fault);

        using HttpResponseMessage answer = await server.Client.GetAsync(FaultyServer.Days);

        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal(wait, answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? Assert.Single(values) : null);
        Assert.Contains("rate limit", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500=1", 500, "application/json", "internal error")]
    [InlineData("502=1", 502, "text/html", "<h1>502 Bad Gateway</h1>")]
    [InlineData("503=1", 503, "text/html", "")]
    [InlineData("html=1", 200, "text/html", "<!DOCTYPE html>")]
    [InlineData("error-body=1", 200, "application/json", "internal error")]
    public async Task Refusal_comes_instead_of_the_data(string fault, int status, string type, string body)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(fault);

        foreach (string path in new[] { FaultyServer.Days, FaultyServer.TopList, "/data/exchanges/general" })
        {
            using HttpResponseMessage answer = await server.Client.GetAsync(path);
            string text = await answer.Content.ReadAsStringAsync();
            Assert.Equal((status, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains(body, text, StringComparison.Ordinal);
            Assert.DoesNotContain("TIMESTAMP", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(FaultyServer.Days, "Err")]
    [InlineData("/data/exchanges/general", "Response")]
    public async Task Error_body_has_the_shape_of_the_api_that_was_asked(string path, string sign)
    {
        await using FaultyServer server = await FaultyServer.StartAsync("error-body=1");

        JsonElement answer = await server.Client.GetJsonAsync(path);

        Assert.True(answer.Has(sign));
        Assert.Empty(answer.GetProperty("Data").EnumerateObject());
    }

    [Fact]
    public async Task Hanging_request_ends_when_the_client_leaves_and_the_server_still_answers_others()
    {
        await using FaultyServer server = await FaultyServer.StartAsync("hang=0.5");
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2));

        Task<HttpResponseMessage>[] asked = [.. Enumerable.Range(0, 12).Select(n => server.Client.GetAsync($"{FaultyServer.Days}&limit={n + 1}", patience.Token))];
        Task<bool>[] answered = [.. asked.Select(async task =>
        {
            try
            {
                using HttpResponseMessage answer = await task;
                return answer.IsSuccessStatusCode;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        })];

        Assert.InRange((await Task.WhenAll(answered)).Count(came => came), 1, 11);
    }

    [Fact]
    public async Task Reset_breaks_the_connection_in_the_middle_of_the_body()
    {
        await using FaultyServer server = await FaultyServer.StartAsync("reset=1");

        List<long> came = [];
        for (int time = 0; time < 10; time++)
        {
            came.Add(await ReadAsync(server.Client, $"{FaultyServer.Days}&limit=2000"));
        }

        // Now and then the reset overtakes the whole answer.
        Assert.Contains(came, share => share is > 10 and < 90);
        Assert.DoesNotContain(100, came);
    }

    [Fact]
    public async Task Truncated_gzip_never_gives_the_whole_text_and_ends_in_both_ways()
    {
        await using FaultyServer whole = await FaultyServer.StartAsync();
        await using FaultyServer server = await FaultyServer.StartAsync("truncated-gzip=1");
        (_, string text) = await whole.AskAsync(FaultyServer.Days);
        using HttpClient raw = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = server.Client.BaseAddress };

        List<long> shares = [];
        for (int time = 0; time < 20; time++)
        {
            Assert.NotEqual(text, (await server.AskAsync(FaultyServer.Days)).Body);
            shares.Add(await ReadAsync(raw, FaultyServer.Days));
        }

        // An answer that ends as if it were complete is complete for whoever does not unpack it.
        Assert.InRange(shares.Count(share => share == 100), 1, 19);
    }

    /// <summary>How much of a body came, in percent of its promised length; 0 when not even the headers did.</summary>
    private static async Task<long> ReadAsync(HttpClient client, string path)
    {
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(200, (int)answer.StatusCode);
            using MemoryStream came = new();
            Exception? broken = await Record.ExceptionAsync(() => answer.Content.CopyToAsync(came));
            Assert.True(broken is null or HttpRequestException or IOException, broken?.ToString());
            return 100 * came.Length / answer.Content.Headers.ContentLength ?? 0;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
