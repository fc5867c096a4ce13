using System.Text.Json;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>What every sink of alerts promises, whatever it is.</summary>
public abstract class SinkContract : IAsyncLifetime
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("ccingest-alerts-").FullName;

    protected RecordingLoggers Log { get; } = new();

    /// <summary>Variables of the environment, for addresses.</summary>
    protected Dictionary<string, string> Variables { get; } = [];

    internal static AlertMessage Message { get; } = new()
    {
        Text = "daily: The run ended Failed: a \"quoted\" word, ü, ☃ and\ttab", Kind = AlertKind.Firing, Rule = "bad-end", On = "outcome", Job = "daily", RunId = "20260115-1",
        Cause = "Failed StoreBusy", Figures = new Dictionary<string, object> { ["requests"] = 12L, ["outcome"] = "Failed" }, Since = Some.Now, At = Some.Now.AddMinutes(1),
        QuietUntil = Some.Now.AddDays(1), Command = "Get-CcRun -RunId 20260115-1",
    };

    /// <summary>A sink that takes messages.</summary>
    protected abstract Task<AlertSink> WorkingAsync();

    /// <summary>One that cannot: nobody is there.</summary>
    protected abstract AlertSink Gone { get; }

    /// <summary>The bodies that the working one has taken.</summary>
    protected abstract Task<IReadOnlyList<string>> TakenAsync();

    [Fact]
    public async Task A_message_arrives_whole_and_as_it_is_documented()
    {
        AlertDelivery delivery = await SendAsync(await WorkingAsync());

        Assert.True(delivery.IsDelivered, delivery.ToString());
        Assert.Equal((1, null), (delivery.Attempts, delivery.Advice));
        JsonElement taken = JsonDocument.Parse(Assert.Single(await TakenAsync())).RootElement;
        Assert.Equal(
            ["text", "kind", "rule", "on", "job", "runId", "cause", "figures", "since", "at", "quietUntil", "command", "host"],
            taken.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Message.Text, taken.GetProperty("text").GetString());
        Assert.Equal(("firing", 12, "2026-01-15T12:00:00Z"), (taken.GetProperty("kind").GetString(), taken.GetProperty("figures").GetProperty("requests").GetInt32(), taken.GetProperty("since").GetString()));
    }

    [Fact]
    public async Task Messages_come_one_after_the_other_each_on_its_own()
    {
        AlertSink sink = await WorkingAsync();

        await SendAsync(sink);
        await SendAsync(sink);

        Assert.Equal([Message.ToJson(), Message.ToJson()], await TakenAsync());
    }

    [Fact]
    public async Task A_sink_that_is_gone_is_an_answer_with_advice_and_no_exception()
    {
        AlertDelivery delivery = await SendAsync(Gone);

        Assert.False(delivery.IsDelivered);
        Assert.NotNull(delivery.Advice);
        Assert.NotEmpty(delivery.Message);
    }

    [Fact]
    public async Task What_it_lacks_is_told_by_a_check_that_sends_nothing()
    {
        AlertSink working = await WorkingAsync();

        Assert.Equal(CheckVerdict.Passed, (await CheckAsync(working)).Verdict);
        Assert.Empty(await TakenAsync());
        ConnectionCheck gone = await CheckAsync(Gone);
        Assert.Equal((CheckVerdict.Failed, true), (gone.Verdict, gone.Advice is not null));
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    protected Task<AlertDelivery> SendAsync(AlertSink sink, FakeTime? time = null) => SendAsync(sink, time ?? new FakeTime(Some.Now) { AutoAdvance = true }, CancellationToken.None);

    protected async Task<AlertDelivery> SendAsync(AlertSink sink, TimeProvider time, CancellationToken cancellationToken)
    {
        using AlertSender sender = new([sink], Addresses(sink), ProgramCalls.Instance, time, Log);
        return await sender.SendAsync(sink.Name, Message, cancellationToken);
    }

    private AlertAddresses Addresses(AlertSink sink) => AlertAddresses.Read(new AlertPlan([sink], []), Variables.GetValueOrDefault, Folder);

    protected async Task<ConnectionCheck> CheckAsync(AlertSink sink, TimeSpan? timeout = null) => Assert.Single(
        await new JobAlerts(new AlertPlan([sink], []), Addresses(sink), null, ProgramCalls.Instance, TimeProvider.System, Log)
            .CheckAsync(timeout ?? TimeSpan.FromSeconds(30), default));
}
