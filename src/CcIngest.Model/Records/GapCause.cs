namespace CcIngest.Model;

/// <summary>Why rows of a series are not there although they could have been.</summary>
public enum GapCause
{
    /// <summary>Lies between, before or after stretches that were asked for, and was itself never asked for.</summary>
    NotAsked,

    /// <summary>Was asked for, and no valid answer came: the run failed, was stopped, or is under way.</summary>
    NotAnswered,

    /// <summary>The source's record broke a rule and lies in the dead letters.</summary>
    Rejected,

    /// <summary>The source can no longer give it.</summary>
    LostAtSource,

    /// <summary>Was stored once, and the rows are gone: something else than this program removed them.</summary>
    RowsMissing,
}
