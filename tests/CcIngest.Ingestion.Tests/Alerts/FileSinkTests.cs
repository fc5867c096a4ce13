using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

public sealed class FileSinkTests : SinkContract
{
    private FileAlertSink Sink => new("log", Path.Combine(Folder, "alerts.jsonl"), TimeSpan.FromSeconds(10));

    protected override AlertSink Gone => Sink with { Path = Path.Combine(Folder, "no-such-folder", "alerts.jsonl") };

    protected override Task<AlertSink> WorkingAsync() => Task.FromResult<AlertSink>(Sink);

    protected override async Task<IReadOnlyList<string>> TakenAsync() => File.Exists(Sink.Path) ? await File.ReadAllLinesAsync(Sink.Path) : [];

    [Fact]
    public async Task A_file_that_another_process_is_writing_is_tried_again()
    {
        AlertDelivery delivery;
        await using (FileStream other = new(Sink.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            delivery = await SendAsync(Sink);
        }

        Assert.Equal((false, 3), (delivery.IsDelivered, delivery.Attempts));
        Assert.True((await SendAsync(Sink)).IsDelivered);
        Assert.Single(await TakenAsync());
    }

    [Fact]
    public async Task Lines_of_several_processes_at_once_are_all_there_and_whole()
    {
        AlertDelivery[] deliveries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(Sink))));

        Assert.All(deliveries, delivery => Assert.True(delivery.IsDelivered, delivery.ToString()));
        Assert.Equal(Enumerable.Repeat(Message.ToJson(), 8), await TakenAsync());
    }

    [SkippableFact]
    public async Task A_pipe_that_nobody_reads_holds_up_a_run_or_a_check_no_longer_than_the_time_out()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no such pipes");
        Assert.Equal(0, (await ProgramCalls.Instance.RunAsync(new ProgramCall("mkfifo", Sink.Path), default))?.ExitCode);

        AlertDelivery delivery = await SendAsync(Sink with { Timeout = TimeSpan.FromSeconds(0.2) }, TimeProvider.System, CancellationToken.None);

        Assert.Equal((false, 1), (delivery.IsDelivered, delivery.Attempts));
        Assert.Contains("had not taken the line after 0.2 s", delivery.Message, StringComparison.Ordinal);
        ConnectionCheck check = await CheckAsync(Sink, TimeSpan.FromSeconds(0.2));
        Assert.Equal(CheckVerdict.Failed, check.Verdict);
        Assert.Contains("could not be opened in 0.2 s", check.Message, StringComparison.Ordinal);

        // Lets the threads go that wait for a reader.
        await using FileStream reader = new(Sink.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
    }
}
