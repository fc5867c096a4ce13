namespace CcIngest.Model;

/// <summary>What is known of a stretch of a series. Every instant of an asked range is in exactly one state.</summary>
public enum CoverageState
{
    /// <summary>Asked for, not yet had: no valid answer so far.</summary>
    Pending,

    /// <summary>The rows are stored.</summary>
    Complete,

    /// <summary>The running period: not stored before it has closed.</summary>
    Open,

    /// <summary>Before the first trade, or after the last one of a retired instrument's life.</summary>
    NotListed,

    /// <summary>The source answered and had no trades.</summary>
    NoTrades,

    /// <summary>The source's row broke a rule and lies in the dead letters.</summary>
    Rejected,

    /// <summary>The source can no longer give it.</summary>
    LostAtSource,
}
