using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

public sealed class WebhookSinkTests : SinkContract
{
    private const string SecretPath = "/services/T00/B00/very-secret-word";

    private FakeMarketDataServer? _server;

    private static WebhookAlertSink Sink { get; } = new("ops", "ALERT_WEBHOOK_OPS", TimeSpan.FromSeconds(10));

    protected override AlertSink Gone
    {
        get
        {
            Variables["ALERT_WEBHOOK_GONE"] = "";
            return Sink with { Variable = "ALERT_WEBHOOK_GONE" };
        }
    }

    private FakeMarketDataServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public override async Task InitializeAsync()
    {
        _server = await FakeMarketDataServer.StartAsync();
        _server.On(SecretPath, FakeAnswer.Json("ok"));
        Variables["ALERT_WEBHOOK_OPS"] = _server.Address.GetLeftPart(UriPartial.Authority) + SecretPath;
    }

    public override async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override Task<AlertSink> WorkingAsync() => Task.FromResult<AlertSink>(Sink);

    protected override Task<IReadOnlyList<string>> TakenAsync() => Task.FromResult<IReadOnlyList<string>>([.. Server.Requests.Select(request => request.Body)]);

    [Theory]
    [InlineData(500, 3)]
    [InlineData(429, 3)]
    [InlineData(404, 1)]
    [InlineData(400, 1)]
    public async Task What_may_help_again_is_tried_three_times_and_the_rest_once(int status, int attempts)
    {
        Server.On(SecretPath, FakeAnswer.Json("{}", status));

        AlertDelivery delivery = await SendAsync(Sink);

        Assert.Equal((false, attempts, attempts), (delivery.IsDelivered, delivery.Attempts, Server.Requests.Count));
        Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), delivery.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_attempt_that_is_taken_is_a_delivery()
    {
        Server.On(SecretPath, FakeAnswer.Json("{}", 503), FakeAnswer.Json("ok"));

        AlertDelivery delivery = await SendAsync(Sink);

        Assert.Equal((true, 2), (delivery.IsDelivered, delivery.Attempts));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        Server.On("/elsewhere", FakeAnswer.Json("ok"));
        Server.On(SecretPath, FakeAnswer.Json("{}", 302).With("Location", "/elsewhere"));

        AlertDelivery delivery = await SendAsync(Sink);

        Assert.False(delivery.IsDelivered);
        Assert.DoesNotContain(Server.Requests, request => request.Path == "/elsewhere");
    }

    [Fact]
    public async Task An_address_that_never_answers_ends_within_its_time()
    {
        Server.On(SecretPath, new FakeAnswer { Hangs = true });
        FakeTime time = new(Some.Now);
        Task<AlertDelivery> sending = SendAsync(Sink, time, CancellationToken.None);

        // Three attempts, and two waits of at most a few seconds.
        for (int step = 0; step < 200 && !sending.IsCompleted; step++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(sending, Task.Delay(20));
        }

        Assert.Contains("No answer within 10 s", (await sending).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_is_in_no_text_whatever_goes_wrong()
    {
        string address = Variables["ALERT_WEBHOOK_OPS"];
        List<string> said = [];
        foreach (FakeAnswer answer in new[] { FakeAnswer.Json("ok"), FakeAnswer.Json($"{{\"url\":\"{address}\"}}", 400), new FakeAnswer { Resets = true } })
        {
            Server.On(SecretPath, answer);
            AlertDelivery delivery = await SendAsync(Sink);
            said.AddRange([delivery.ToString(), delivery.Advice ?? "", (await CheckAsync(Sink)).ToString()]);
        }

        Variables["ALERT_WEBHOOK_OPS"] = "http://127.0.0.1:9" + SecretPath;
        said.Add((await SendAsync(Sink)).ToString());
        Variables["ALERT_WEBHOOK_OPS"] = "no address but very-secret-word";
        said.Add((await SendAsync(Sink)).ToString());
        ConnectionCheck check = await CheckAsync(Sink);
        said.AddRange([check.Message, check.Advice ?? "", .. Log.Entries.Select(entry => entry.Text)]);

        Assert.Equal(CheckVerdict.Failed, check.Verdict);
        Assert.All(said, text => Assert.DoesNotContain("very-secret-word", text, StringComparison.Ordinal));
        Assert.All(said, text => Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_address_may_stand_in_the_env_file_and_the_environment_ranks_before_it()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, ".env"), $"ALERT_WEBHOOK='{Variables["ALERT_WEBHOOK_OPS"]}'\nALERT_WEBHOOK_OPS=http://127.0.0.1:9/\n");

        Assert.True((await SendAsync(Sink with { Variable = "ALERT_WEBHOOK" })).IsDelivered);
        Assert.True((await SendAsync(Sink)).IsDelivered);
    }
}
