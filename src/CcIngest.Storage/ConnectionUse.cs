namespace CcIngest.Storage;

/// <summary>What a connection is for.</summary>
public enum ConnectionUse
{
    /// <summary>Reading; many at once.</summary>
    Read,

    /// <summary>One transaction of a write.</summary>
    Write,

    /// <summary>Making the schema, which may not be there yet.</summary>
    Schema,
}
