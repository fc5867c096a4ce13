using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>What is known of messages when the store comes and goes, and when files are in other hands.</summary>
public sealed class AlertBooksTests : BulkFixture
{
    private static AlertRecord Wanted { get; } = new()
    {
        CauseId = "c", Sink = "s", Number = 1, Kind = AlertKind.Firing, State = AlertState.Sending, Job = "j", Rule = "r", Cause = "c", Text = "t", Message = "{}", Since = Now,
        ClaimedAt = Now, Claim = "x", QuietUntil = Now.AddHours(1),
    };

    private string BookFile => Assert.Single(Directory.EnumerateFiles(Path.Combine(Folder, "alerts")));

    [Fact]
    public async Task What_the_store_took_on_and_cannot_be_told_the_end_of_is_known_here()
    {
        IMarketDataStore store = await NewStoreAsync();
        AlertBooks books = await OpenAsync(store);
        AlertRecord ours = Assert.IsType<AlertRecord>(await books.ClaimAsync(Wanted, default));

        await books.KeepAsync(ours with { State = AlertState.Sent }, new CancellationToken(canceled: true));

        Assert.Equal(AlertState.Sent, (await OpenAsync(store)).Find("c", "s")?.State);
    }

    [Fact]
    public async Task A_file_that_somebody_reads_for_a_moment_is_waited_for()
    {
        AlertBooks books = await OpenAsync(null);
        AlertRecord ours = Assert.IsType<AlertRecord>(await books.ClaimAsync(Wanted, default));
        Task keeping;
        await using (FileStream reader = new(BookFile, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            keeping = books.KeepAsync(ours with { State = AlertState.Sent }, default);
            await Task.Delay(50);
            Assert.False(keeping.IsCompleted);
        }

        await keeping;
        Assert.Equal(AlertState.Sent, (await OpenAsync(null)).Find("c", "s")?.State);
    }

    [SkippableFact]
    public async Task A_full_disk_takes_no_message_for_that_of_another_process()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has a device that is always full");
        Assert.NotNull(await (await OpenAsync(null)).ClaimAsync(Wanted, default));
        string file = BookFile;
        File.Delete(file);
        File.CreateSymbolicLink(file, "/dev/full");

        Assert.NotNull(await (await OpenAsync(null)).ClaimAsync(Wanted, default));
    }

    private Task<AlertBooks> OpenAsync(IMarketDataStore? store) => AlertBooks.OpenAsync(store, Folder, "j", NullLogger.Instance, default);
}
