using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

public sealed class CaptureScheduleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTime _time = new(Some.Now);

    [Fact]
    public void Ticks_are_due_at_the_start_plus_a_multiple_of_the_cadence()
    {
        CaptureSchedule schedule = new(5 * Second, ticks: null, _time);

        _time.Advance(12.3 * Second);

        Assert.Equal((Some.Now, Some.Now.AddSeconds(5_000)), (schedule.TimeOf(0), schedule.TimeOf(1_000)));
        Assert.Equal(2, schedule.Due);
        Assert.True(schedule.Has(long.MaxValue));
    }

    [Fact]
    public async Task A_tick_that_is_due_is_not_waited_for_and_a_later_one_is_waited_for_to_its_time()
    {
        CaptureSchedule schedule = new(Second, ticks: 3, _time);
        _time.Advance(1.4 * Second);

        await schedule.WaitForAsync(1, CancellationToken.None);
        Task second = schedule.WaitForAsync(2, CancellationToken.None);

        _time.Advance(0.5 * Second);
        Assert.False(second.IsCompleted);
        _time.Advance(0.1 * Second);
        await second.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((true, false), (schedule.Has(2), schedule.Has(3)));
    }

    [Theory]
    [InlineData(1, 3_600, 3_600)]
    [InlineData(5, 12, 3)]       // at 0, 5 and 10 s
    [InlineData(5, 10, 2)]       // the tick at the end is none
    [InlineData(60, 1, 1)]
    public void The_number_of_ticks_follows_from_the_length(int every, int length, long ticks)
    {
        CaptureStep step = new() { Every = every * Second, For = length * Second };

        Assert.Equal(ticks, CaptureSchedule.TicksOf(step, Some.Now));
        Assert.Equal(ticks, CaptureSchedule.TicksOf(step with { For = null, Until = Some.Now.AddSeconds(length) }, Some.Now));
        Assert.Equal(7, CaptureSchedule.TicksOf(step with { For = null, Count = 7 }, Some.Now));
        Assert.Null(CaptureSchedule.TicksOf(step with { For = null }, Some.Now));
        Assert.Equal(0, CaptureSchedule.TicksOf(step with { For = null, Until = Some.Now.AddSeconds(-1) }, Some.Now));
    }
}
