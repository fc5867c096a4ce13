namespace CcIngest.Storage;

/// <summary>A row whose key equals another's for the engine only.</summary>
/// <param name="Row">The row of the batch that is not stored.</param>
/// <param name="Kept">The key it clashes with, for people.</param>
public sealed record KeyClash(int Row, string Kept);
