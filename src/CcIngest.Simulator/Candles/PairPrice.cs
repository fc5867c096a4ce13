namespace CcIngest.Simulator;

/// <summary>The price of an asset in USD over time: a reference and how far it wanders from it.</summary>
/// <param name="Seed">Which walk.</param>
/// <param name="Reference">USD.</param>
/// <param name="Swing">The amplitude of the walk's longest octave: about 0.8 for most coins, 0.001 for stable ones, 0 for the dollar.</param>
internal sealed record AssetPrice(ulong Seed, double Reference, double Swing)
{
    public double LogAt(long unixSeconds) => Swing == 0 ? 0 : LogNoise.At(Seed, Swing, unixSeconds);

    public double At(long unixSeconds) => Reference * LogNoise.Exp(LogAt(unixSeconds));
}

/// <summary>The price of one asset in another on one venue: the same walk on every venue, with a small one of its own.</summary>
internal sealed record PairPrice(AssetPrice Base, AssetPrice Quote, ulong VenueSeed, double VenueSwing)
{
    /// <summary>Venues differ for hours, not for months: the longest octave of a venue's own walk is 2^14 s, 4.5 hours.</summary>
    private const int VenueShift = 14;

    /// <summary>In the quote asset.</summary>
    public double Reference => Base.Reference / Quote.Reference;

    public double Swing => Math.Max(Base.Swing, Quote.Swing) + VenueSwing;

    public double At(long unixSeconds) => Reference * LogNoise.Exp(
        Base.LogAt(unixSeconds) - Quote.LogAt(unixSeconds) + LogNoise.At(VenueSeed, VenueSwing, unixSeconds, VenueShift));
}
