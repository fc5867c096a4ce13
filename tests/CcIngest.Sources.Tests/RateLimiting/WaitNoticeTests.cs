namespace CcIngest.Sources.Tests;

/// <summary>What is told of a wait.</summary>
public sealed class WaitNoticeTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 6, 12, 0, 0, TimeSpan.Zero);

    private readonly List<double> _told = [];

    [Fact]
    public void A_wait_is_told_once_and_again_when_it_gets_longer()
    {
        WaitNotice notice = new(wait => _told.Add(wait.TotalSeconds));

        notice.Look(TimeSpan.FromSeconds(5), Start);
        notice.Look(TimeSpan.FromSeconds(4), Start.AddSeconds(1));
        notice.Look(TimeSpan.FromSeconds(4), Start.AddSeconds(2));
        notice.Look(TimeSpan.FromSeconds(50), Start.AddSeconds(3));

        Assert.Equal([5, 50], _told);
    }

    [Fact]
    public void A_wait_for_answers_is_told_once_when_it_has_lasted_for_seconds()
    {
        WaitNotice notice = new(wait => _told.Add(wait.TotalSeconds));

        double?[] seconds = [.. new[] { 0, 4.9, 5.5, 6, 60 }.Select(second => notice.Look(null, Start.AddSeconds(second))?.TotalSeconds)];
        notice.Look(TimeSpan.FromSeconds(1), Start.AddSeconds(61));
        double?[] anew = [.. new[] { 70.0, 76 }.Select(second => notice.Look(null, Start.AddSeconds(second))?.TotalSeconds)];

        Assert.Equal([null, null, 5.5, null, null], seconds);
        Assert.Equal([null, 6.0], anew);
        Assert.Equal([1], _told);
    }
}
