namespace CcIngest.Sources;

/// <summary>What came of a request to a venue, beside its data.</summary>
/// <param name="RetrievedAt">The time of the answer by the server's clock, UTC, whole seconds.</param>
/// <param name="Bytes">Size of the body, decompressed.</param>
internal sealed record VenueAnswer(DateTime RetrievedAt, long Bytes);
