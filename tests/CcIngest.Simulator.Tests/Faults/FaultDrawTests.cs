using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Simulator.Tests;

/// <summary>Which requests are struck: by rate and seed, whatever else is asked.</summary>
public sealed class FaultDrawTests
{
    private static string Page(int number) => $"{FaultyServer.Days}&limit={number}";

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    public async Task Rate_is_the_share_of_requests_that_are_struck(double rate)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(FormattableString.Invariant($"503={rate}"));

        IEnumerable<int> statuses = (await Task.WhenAll(Enumerable.Range(1, 400).Select(number => server.AskAsync(Page(number))))).Select(answer => answer.Status);

        Assert.InRange(statuses.Count(status => status == 503), 400 * rate * 0.7, 400 * rate * 1.3);
    }

    [Fact]
    public async Task Order_and_concurrency_do_not_change_who_is_struck_and_the_seed_does()
    {
        async Task<List<int>> AskAsync(int seed, bool together, bool backwards)
        {
            await using FaultyServer server = await FaultyServer.StartAsync(new SimulatorOptions { Seed = seed }, "transport=0.1", "hang=0");
            (int Status, string)[] answers = new (int, string)[80];
            IEnumerable<int> numbers = Enumerable.Range(0, answers.Length);
            numbers = backwards ? numbers.Reverse() : numbers;
            if (together)
            {
                await Task.WhenAll(numbers.Select(async number => answers[number] = await server.AskAsync(Page(number + 1))));
            }
            else
            {
                foreach (int number in numbers)
                {
                    answers[number] = await server.AskAsync(Page(number + 1));
                }
            }

            return [.. answers.Select(answer => answer.Status)];
        }

        List<int> one = await AskAsync(seed: 3, together: false, backwards: false);

        Assert.Equal(one, await AskAsync(seed: 3, together: false, backwards: true));
        Assert.Equal(one, await AskAsync(seed: 3, together: true, backwards: false));
        Assert.NotEqual(one, await AskAsync(seed: 4, together: false, backwards: false));
        Assert.Contains(200, one);
        Assert.True(one.Distinct().Count() > 3);
    }

    [Fact]
    public async Task Same_request_again_gets_a_new_chance()
    {
        await using FaultyServer server = await FaultyServer.StartAsync("500=0.5");

        List<int> statuses = [];
        for (int time = 0; time < 30; time++)
        {
            statuses.Add((await server.AskAsync(Page(1))).Status);
        }

        Assert.Equal([200, 500], statuses.Distinct().Order());
    }

    [Fact]
    public async Task Untouched_answers_are_those_of_a_server_without_faults()
    {
        await using FaultyServer clean = await FaultyServer.StartAsync();
        await using FaultyServer faulty = await FaultyServer.StartAsync("ordering=0.000001", "500=0.000001");

        foreach (string path in new[] { Page(100), FaultyServer.TopList, "/data/exchanges/general", "/nowhere" })
        {
            Assert.Equal(await clean.AskAsync(path), await faulty.AskAsync(path));
        }
    }

    [Theory]
    [InlineData("429", "name=rate")]
    [InlineData("429=often", "name=rate")]
    [InlineData("429=-1", "name=rate")]
    [InlineData("429=1.5", "out of bounds")]
    [InlineData("teapot=0.1", "no fault 'teapot'")]
    [InlineData("429=1:soon", "does not take the parameter 'soon'")]
    [InlineData("reset=1:3", "does not take the parameter '3'")]
    [InlineData("transport=0.1:3", "does not take the parameter '3'")]
    public async Task Wrong_fault_is_refused_with_what_to_write(string fault, string expected)
    {
        IngestException refusal = await Assert.ThrowsAsync<IngestException>(() => FaultyServer.StartAsync(fault));

        Assert.Equal(IngestErrorId.SettingInvalid, refusal.Id);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Advice);
    }

    [Theory]
    [InlineData("teapot=0.1")]
    [InlineData("429=2")]
    [InlineData("429")]
    public async Task Refusal_lists_the_names(string fault)
    {
        IngestException refusal = await Assert.ThrowsAsync<IngestException>(() => FaultyServer.StartAsync(fault));

        Assert.All(SimulatorFaults.All, kind => Assert.Contains(kind.Name, refusal.Advice, StringComparison.Ordinal));
    }

    [Fact]
    public void Group_stands_for_its_faults_and_a_later_entry_wins()
    {
        IReadOnlyList<(FaultKind Kind, SimulatorFault Asked)> resolved = SimulatorFaults.Resolve(
            [new SimulatorFault("transport", 0.02), new SimulatorFault("429", 0.5, "3"), new SimulatorFault("hang", 0)]);

        Assert.Equal(SimulatorFaults.All.Where(kind => kind.Group == FaultGroup.Transport && kind.Name != "hang").Select(kind => kind.Name), resolved.Select(one => one.Kind.Name));
        Assert.Equal(new SimulatorFault("429", 0.5, "3"), resolved[0].Asked);
        Assert.Equal(0.02, resolved[1].Asked.Rate);
    }

    [Fact]
    public void Faults_written_as_json_read_back_the_same()
    {
        SimulatorOptions options = new() { Faults = [new SimulatorFault("429", 0.05, "2"), new SimulatorFault("ordering", 0.1)] };

        Assert.Equal(options.Faults, JsonSerializer.Deserialize<SimulatorOptions>(JsonSerializer.Serialize(options))!.Faults);
    }

    [Fact]
    public void Names_are_unique_and_no_name_is_a_group()
    {
        Assert.Equal(SimulatorFaults.All.Count, SimulatorFaults.All.Select(kind => kind.Name).Concat(Enum.GetNames<FaultGroup>()).Distinct(StringComparer.OrdinalIgnoreCase).Count() - 3);
        Assert.All(SimulatorFaults.All, kind => Assert.EndsWith(".", kind.Summary, StringComparison.Ordinal));
        Assert.All(SimulatorFaults.All, kind => Assert.Equal(kind.Parameter is null, kind.DefaultParameter is null || !kind.Takes(kind.DefaultParameter)));
    }
}
