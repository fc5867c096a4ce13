namespace CcIngest.Model;

/// <summary>What kind of contract a symbol stands for.</summary>
public enum SymbolType
{
    /// <summary>The asset itself changes hands: <c>SPOT</c>.</summary>
    Spot,

    /// <summary>A future without an end: <c>PERP</c>.</summary>
    Perpetual,

    /// <summary>A future that is delivered on a day: <c>FUTURE_260327</c>.</summary>
    Future,
}
