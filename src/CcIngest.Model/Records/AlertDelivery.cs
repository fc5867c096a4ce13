namespace CcIngest.Model;

/// <summary>What became of a message that was given to a sink of a job file.</summary>
public sealed record AlertDelivery
{
    /// <summary>The sink's name in the job file.</summary>
    public required string Sink { get; init; }

    /// <summary><c>webhook</c>, <c>command</c> or <c>file</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The variable that holds the address, the program, or the file. Never a secret.</summary>
    public required string Target { get; init; }

    /// <summary>Whether the sink has taken it.</summary>
    public required bool IsDelivered { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>What the sink said.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it; null when there is nothing to do.</summary>
    public string? Advice { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    public override string ToString() => $"{Sink} ({Type} {Target}): {Message}";
}
