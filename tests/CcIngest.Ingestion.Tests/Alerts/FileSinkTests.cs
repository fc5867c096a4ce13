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
}
