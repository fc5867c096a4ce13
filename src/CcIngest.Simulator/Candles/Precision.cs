namespace CcIngest.Simulator;

/// <summary>The steps of a series: prices and amounts are whole multiples of 10 to the minus these; 0 to 18 decimals.</summary>
internal readonly record struct Precision(int PriceDecimals, int VolumeDecimals)
{
    public double Price(long steps) => steps / PowersOfTen.Of(PriceDecimals);

    public double Volume(long steps) => steps / PowersOfTen.Of(VolumeDecimals);
}
