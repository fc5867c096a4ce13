namespace CcIngest.Ingestion;

/// <summary>Where log lines are kept, and how many.</summary>
public sealed record LogFileOptions
{
    /// <summary>The file, absolute; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>From this size on the next file is begun; 1,000,000 to 1,000,000,000.</summary>
    public long FileBytes { get; init; } = 20_000_000;

    /// <summary>Files that are kept, the newest ones; 1 to 1,000.</summary>
    public int Files { get; init; } = 10;
}
