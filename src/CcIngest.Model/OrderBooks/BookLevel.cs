using System.Globalization;

namespace CcIngest.Model;

/// <summary>One level of a side of an order book.</summary>
/// <param name="Price">Quote per base, with the zeros at its end that the exchange wrote.</param>
/// <param name="Size">What rests at that price: base asset, or contracts where the exchange counts those.</param>
public sealed record BookLevel(decimal Price, decimal Size)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Size} @ {Price}");
}
