namespace CcIngest.Storage;

/// <summary>How loaded rows meet rows of the same key. The rows were compared before; an engine only has to write them fast.</summary>
public enum LoadMode
{
    /// <summary>
    /// The keys are not expected in the table, so this is the fastest path. A row that is there all the same stays as it is, and the count of rows
    /// written says so: nothing is lost before somebody has looked at it.
    /// </summary>
    Fresh,

    /// <summary>A row of the same key takes the new values.</summary>
    Replace,

    /// <summary>A row of the same key stays as it is.</summary>
    InsertMissing,
}
