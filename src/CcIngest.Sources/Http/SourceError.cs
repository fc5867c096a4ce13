namespace CcIngest.Sources;

/// <summary>What kind of failure an answer, or the lack of one, is.</summary>
internal enum SourceErrorKind
{
    KeyRefused,
    UnknownMarket,
    UnknownInstrument,
    UnknownPath,

    /// <summary>"No … entries available on or before": the normal end of a backward walk.</summary>
    NothingBefore,

    /// <summary>A parameter that the server does not take, and every other refusal that a repetition cannot mend.</summary>
    Refused,
    RateLimited,
    ServerFault,

    /// <summary>No JSON, broken JSON, or JSON of another shape.</summary>
    Unreadable,

    /// <summary>Success, and nothing in it where there must be something.</summary>
    Empty,
    Timeout,

    /// <summary>The connection broke after it had been made.</summary>
    ConnectionLost,

    /// <summary>No connection could be made.</summary>
    Unreachable,
}

/// <summary>One failure of a request, typed. Its texts never hold the key.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Message">What the server, or the network, said.</param>
internal sealed record SourceError(SourceErrorKind Kind, string Message)
{
    /// <summary>The HTTP status; null without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>The parameter that the server names as wrong.</summary>
    public string? Parameter { get; init; }

    /// <summary>The start of the instrument's first period, UTC, where the server says it.</summary>
    public DateTime? FirstBucket { get; init; }

    /// <summary>How long to wait before the next try; null for the back-off.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => Kind is SourceErrorKind.RateLimited or SourceErrorKind.ServerFault or SourceErrorKind.Timeout
        or SourceErrorKind.ConnectionLost or SourceErrorKind.Unreachable or SourceErrorKind.Unreadable;
}

/// <summary>Carries a <see cref="SourceError"/> to the retry, and from there to where it becomes a message for people.</summary>
internal sealed class SourceException(SourceError error, Exception? inner = null) : Exception(error.Message, inner)
{
    public SourceError Error { get; } = error;
}
