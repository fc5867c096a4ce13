using System.Globalization;
using System.Text.Json;

namespace CcIngest.Reliability;

/// <summary>The simulated market data APIs in a process of their own, with or without faults.</summary>
internal sealed class MarketProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ChildProcess _process;

    private MarketProcess(ChildProcess process, string address) => (_process, Address) = (process, address);

    /// <summary>Both APIs live under one address.</summary>
    public string Address { get; }

    public static async Task<MarketProcess> StartAsync(
        Workload workload, IReadOnlyDictionary<string, double> faults, string folder, CancellationToken cancellationToken)
    {
        IEnumerable<string> faultArguments = faults.SelectMany(
            fault => new[] { "--fault", string.Create(CultureInfo.InvariantCulture, $"{fault.Key}={fault.Value}") });
        ChildProcess process = CcIngestProgram.Start(
            ["simulate", .. workload.SimulatorArguments, .. faultArguments], folder, new Dictionary<string, string>());
        try
        {
            string line = await process.FirstLineAsync(StartLimit, cancellationToken).ConfigureAwait(false);
            string address = JsonDocument.Parse(line).RootElement.GetProperty("dataApi").GetString()
                ?? throw new InvalidOperationException($"The simulator says no address: {line}");
            return new MarketProcess(process, address);
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the simulator with a signal and reads what it counted; null when it did not say.</summary>
    public async Task<MarketCounts?> StopAsync()
    {
        await _process.InterruptAsync(StopLimit).ConfigureAwait(false);
        string[] lines = _process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 1 ? JsonSerializer.Deserialize<MarketCounts>(lines[^1], Json) : null;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
