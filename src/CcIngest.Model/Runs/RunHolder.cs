namespace CcIngest.Model;

/// <summary>A run under way, as the books of its store have it.</summary>
public sealed record RunHolder
{
    public required string RunId { get; init; }

    /// <summary>The process it runs in.</summary>
    public required ProcessStamp Process { get; init; }

    /// <summary>The last sign of life, UTC by the clock of the store.</summary>
    public DateTime RenewedAt { get; init; }

    /// <summary>So many seconds after <see cref="RenewedAt"/> the run counts as dead; 1 to 86,400.</summary>
    public required int LeaseSeconds { get; init; }

    /// <summary>The store's clock when this was read, UTC.</summary>
    public DateTime SeenAt { get; init; }

    /// <summary>Whether the run counts as dead: its process is known to have ended, or it has been silent for too long.</summary>
    public bool IsDead => SeenAt - RenewedAt > TimeSpan.FromSeconds(LeaseSeconds) || Process.HasEnded == true;

    public override string ToString() => $"{RunId} (process {Process.Id} on {Process.Machine})";
}
