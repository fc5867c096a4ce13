namespace CcIngest.Model;

/// <summary>What went wrong in a word that scripts can match; it is also the error id of a cmdlet's error record.</summary>
public enum IngestErrorId
{
    // What the user gave.
    SettingInvalid,
    JobInvalid,
    RangeInvalid,
    EngineUnknown,
    SelectionEmpty,
    SecretUnavailable,
    ConnectionClosed,
    SchedulerUnavailable,

    // The source.
    SourceKeyRefused,
    SourceUnreachable,
    SourceBusy,
    SourceRateLimited,
    SourceAnswerUnreadable,
    SourceAnswerEmpty,
    SourceRequestRefused,
    MarketUnknown,
    InstrumentUnknown,

    // The store.
    StoreUnreachable,
    StoreLoginRefused,
    StoreRightsMissing,
    StoreSchemaMissing,
    StoreSchemaMismatch,
    StoreBusy,
    StoreWriteFailed,
    StoreFailed,
    KeyClash,

    // Files of rows.
    FileUnreadable,
    FileMismatch,
    FileUnwritable,
    CopyMismatch,

    // The run.
    SeriesBusy,
    LeaseLost,
    QualityRuleBroken,
    RunFailed,
    RejectionBudgetExceeded,
    AlertNotSent,
}

/// <summary>How far a failure reaches.</summary>
public enum FailureScope
{
    /// <summary>This series or reference list only; the others go on.</summary>
    Leg,

    /// <summary>The whole run: nothing else can succeed either.</summary>
    Run,
}

/// <summary>A failure told for people: what is wrong, where, and what to do. Its text never holds a secret.</summary>
public sealed class IngestException : Exception
{
    public IngestException(IngestErrorId id, string message, string advice, Exception? inner = null, FailureScope scope = FailureScope.Run)
        : base(message, inner) => (Id, Advice, Scope) = (id, advice, scope);

    public IngestErrorId Id { get; }

    /// <summary>What the reader can do about it.</summary>
    public string Advice { get; }

    public FailureScope Scope { get; }
}
