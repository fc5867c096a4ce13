namespace CcIngest.Model;

/// <summary>The kind of market a series belongs to. Not a venue: that is an <see cref="Exchange"/>.</summary>
public enum Market
{
    Spot,
    Futures,
    Index,
}
