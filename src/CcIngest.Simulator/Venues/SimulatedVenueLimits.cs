namespace CcIngest.Simulator;

/// <summary>What the simulated exchanges allow one address. Weights and calls are counted in the windows of the simulated clock.</summary>
/// <param name="Binance">Weight a minute on its spot market.</param>
/// <param name="BinanceUsdm">Weight a minute on its futures market.</param>
/// <param name="Kraken">Calls a second.</param>
public sealed record SimulatedVenueLimits(int Binance = 6_000, int BinanceUsdm = 2_400, int Kraken = 1);
