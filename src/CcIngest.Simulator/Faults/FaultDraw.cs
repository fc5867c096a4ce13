using System.Globalization;

namespace CcIngest.Simulator;

/// <summary>
/// The chances of one fault. They depend on the simulator's seed, the fault, what is struck and how often it came, never on what else was asked
/// or in which order: many connections see what one would see.
/// </summary>
/// <param name="seed">The simulator's.</param>
internal sealed class FaultDraw(int seed, FaultKind kind, SimulatorFault asked)
{
    private readonly ulong _seed = CounterHash.Seed(CounterHash.Seed((ulong)seed, "faults"), kind.Name);

    /// <summary>What was given with the fault, or its default; empty for a fault without one.</summary>
    public string Parameter { get; } = asked.Parameter ?? kind.DefaultParameter ?? "";

    /// <summary>The parameter of a fault that takes a whole number.</summary>
    public int Number => int.Parse(Parameter, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>Whether the fault strikes a thing: a request for the n-th time, the candle at a second, …</summary>
    public bool Strikes(string thing, long counter) => CounterHash.Unit(SeedOf(thing), counter) < asked.Rate;

    /// <summary>The seed for further numbers about a thing.</summary>
    public ulong SeedOf(string thing) => CounterHash.Seed(_seed, thing);
}
