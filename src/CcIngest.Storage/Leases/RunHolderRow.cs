using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>A row of <c>cc_run_leases</c> with the store's clock beside it.</summary>
internal sealed record RunHolderRow
{
    public required string RunId { get; init; }

    public required int ProcessId { get; init; }

    public required string ProcessStarted { get; init; }

    public required string Host { get; init; }

    public required string Boot { get; init; }

    public required string ProcessSpace { get; init; }

    public DateTime RenewedAt { get; init; }

    public required int LeaseSeconds { get; init; }

    public DateTime SeenAt { get; init; }

    public RunHolder ToHolder() => new()
    {
        RunId = RunId,
        Process = new ProcessStamp(ProcessId, ProcessStarted, Host, Boot, ProcessSpace),
        RenewedAt = RenewedAt,
        LeaseSeconds = LeaseSeconds,
        SeenAt = SeenAt,
    };
}
