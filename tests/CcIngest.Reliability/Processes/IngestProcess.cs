namespace CcIngest.Reliability;

/// <summary>Starts <c>ccingest run</c> on the workload.</summary>
internal sealed class IngestProcess
{
    private readonly string _folder;
    private readonly string _job;
    private readonly Workload _workload;

    /// <param name="workload">The job and its settings.</param>
    /// <param name="folder">Where the job file is written and where the process keeps what it shares with others on this machine.</param>
    public IngestProcess(Workload workload, string folder)
    {
        (_workload, _folder) = (workload, folder);
        _job = Path.Combine(folder, $"{workload.Name}.json");
        File.WriteAllText(_job, workload.Job);
    }

    public ChildProcess Start(MarketProcess market, KilledStore store)
    {
        Dictionary<string, string> environment = new(_workload.Settings)
        {
            ["DATA_API_BASE_URL"] = market.Address,
            ["MIN_API_BASE_URL"] = market.Address,
            ["XDG_STATE_HOME"] = Path.Combine(_folder, "state"),
        };
        foreach ((string name, string value) in store.Settings)
        {
            environment[name] = value;
        }

        return CcIngestProgram.Start(["run", _job, "--json"], _folder, environment);
    }
}
