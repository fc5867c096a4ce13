namespace CcIngest.Model;

/// <summary>How much of one kind the store has. Source: <c>sql/queries/contents.sql</c>.</summary>
public sealed record TableContents
{
    /// <summary>What is counted, for people.</summary>
    public required string Name { get; init; }

    public required long RowsStored { get; init; }
}
