namespace CcIngest.Reliability;

/// <summary>What a campaign is to do. The same options on the same folder carry it on.</summary>
internal sealed record CampaignOptions
{
    /// <summary>Kills of the ingesting process that each target has to reach.</summary>
    public required IReadOnlyDictionary<KillTarget, int> Kills { get; init; }

    /// <summary>Where the state, the stores and what failed are kept.</summary>
    public required string Folder { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Whether private servers are started even where the environment names a server.</summary>
    public bool UsesOwnServer { get; init; }

    public Workload Workload { get; init; } = Workload.Full;

    /// <summary>Faults of the market data API by name, each with the fraction of answers that has it.</summary>
    public IReadOnlyDictionary<string, double> Faults { get; init; } = Workload.Faults;
}

/// <summary>Which process is killed, and on which store.</summary>
internal enum KillTarget
{
    /// <summary>The ingesting process, writing to SQLite.</summary>
    Sqlite,

    /// <summary>The ingesting process, writing to MariaDB.</summary>
    MariaDb,

    /// <summary>The MariaDB server, while it is written to.</summary>
    MariaDbServer,

    /// <summary>The ingesting process, writing to PostgreSQL.</summary>
    PostgreSql,
}
