using System.Net;

namespace CcIngest.Simulator.Tests;

public sealed class KeyTests : IAsyncLifetime
{
    private SimulatorServer? _server;

    public async Task InitializeAsync() =>
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { ApiKey = "right" }, CancellationToken.None);

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Theory]
    [InlineData("Authorization", "Apikey right", "", HttpStatusCode.OK)]
    [InlineData("Authorization", "Bearer right", "", HttpStatusCode.OK)]
    [InlineData("x-api-key", "right", "", HttpStatusCode.OK)]
    [InlineData("Accept", "*/*", "?api_key=right", HttpStatusCode.OK)]
    [InlineData("Accept", "*/*", "", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Apikey right2", "", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Apikey wrong", "?api_key=right", HttpStatusCode.Unauthorized)]
    public async Task Data_api_takes_the_key_in_the_ways_of_the_contract(string header, string value, string query, HttpStatusCode expected)
    {
        using HttpClient client = Client(header, value);
        await client.GetJsonAsync("/spot/v1/markets" + query, expected);
    }

    [Theory]
    [InlineData("Authorization", "Apikey right", "", 100)]
    [InlineData("Accept", "*/*", "?api_key=right", 100)]
    [InlineData("Authorization", "Bearer right", "", 1)]
    [InlineData("Accept", "*/*", "", 1)]
    public async Task Min_api_answers_200_and_tells_a_wrong_key_in_the_body(string header, string value, string query, int type)
    {
        using HttpClient client = Client(header, value);
        Assert.Equal(type, (await client.GetJsonAsync("/data/exchanges/general" + query)).Whole("Type"));
    }

    private HttpClient Client(string header, string value)
    {
        HttpClient client = new() { BaseAddress = _server?.DataApi };
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        return client;
    }
}
