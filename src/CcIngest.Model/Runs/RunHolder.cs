namespace CcIngest.Model;

/// <summary>A run under way, as the books of its store have it.</summary>
public sealed record RunHolder
{
    public required string RunId { get; init; }

    /// <summary>The machine it runs on, with what tells apart containers of one machine.</summary>
    public required string Host { get; init; }

    public required long ProcessId { get; init; }

    /// <summary>UTC by the clock of the host; null where the system does not say.</summary>
    public DateTime? ProcessStarted { get; init; }

    /// <summary>The last sign of life, UTC by the clock of the store.</summary>
    public DateTime RenewedAt { get; init; }

    /// <summary>So many seconds after <see cref="RenewedAt"/> the run counts as dead; 1 to 86,400.</summary>
    public required int LeaseSeconds { get; init; }

    /// <summary>The store's clock when this was read, UTC.</summary>
    public DateTime SeenAt { get; init; }

    public bool HasExpired => SeenAt - RenewedAt > TimeSpan.FromSeconds(LeaseSeconds);

    public override string ToString() => $"{RunId} (process {ProcessId} on {Host.Split('/')[0]})";
}
