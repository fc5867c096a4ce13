namespace CcIngest.Model.Tests;

public sealed class PipelineTimesTests
{
    [Fact]
    public void Shares_are_said_of_fetchers_and_of_writers_and_parts_add_up()
    {
        PipelineTimes first = new() { Fetchers = 8, Writers = 1, PlanningSeconds = 0.25, AskingSeconds = 60, ParsingSeconds = 5, StoreSeconds = 15, WritingSeconds = 2, PagesSeconds = 8 };
        PipelineTimes second = new() { Fetchers = 1, Writers = 1, PlanningSeconds = 0.5, AskingSeconds = 11, ParsingSeconds = 4, StoreSeconds = 5, WritingSeconds = 5, PagesSeconds = 5 };

        Assert.Equal("planned in 0.8 s; 8 fetchers: 71 % asking, 9 % parsing, 20 % waiting for the store; 1 writer: 35 % writing", (first + second).ToString());
        Assert.Equal("planned in 0.5 s; 1 fetcher: 55 % asking, 20 % parsing, 25 % waiting for the store; 1 writer: 50 % writing", second.ToString());
        Assert.Equal("planned in 0.0 s; 0 fetchers: 0 % asking, 0 % parsing, 0 % waiting for the store; 0 writers: 0 % writing", new PipelineTimes().ToString());
        Assert.Equal((false, true), (first.IsEmpty, new PipelineTimes().IsEmpty));
    }
}
