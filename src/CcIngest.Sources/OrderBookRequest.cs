namespace CcIngest.Sources;

/// <summary>A snapshot of one order book, wanted by a tick of a capture.</summary>
/// <param name="Exchange">The venue, lower case.</param>
/// <param name="NativeSymbol">The name on the exchange.</param>
/// <param name="Depth">Levels on each side, as <see cref="BookSheet.Offers"/> allows.</param>
/// <param name="TickAt">UTC, when it was due.</param>
/// <param name="Within">For how long the answer is of use: until then the request is sent again when that helps, and then given up.</param>
public sealed record OrderBookRequest(string Exchange, string NativeSymbol, int Depth, DateTime TickAt, TimeSpan Within);

/// <summary>What came of such a request, beside the row.</summary>
/// <param name="Request">The request for evidence: path and parameters, never a key.</param>
/// <param name="Bytes">Size of the answer's body, decompressed.</param>
public sealed record OrderBookAnswer(string Request, long Bytes);
