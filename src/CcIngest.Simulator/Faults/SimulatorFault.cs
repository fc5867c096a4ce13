using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>A fault that the simulator is asked to show.</summary>
/// <param name="Name">A name of <see cref="SimulatorFaults.All"/>, or a group: <c>transport</c>, <c>ordering</c>, <c>data</c> for all of it.</param>
/// <param name="Rate">How likely one request, or one candle, has it: 0 to 1.</param>
/// <param name="Parameter">What the fault's description says; null for its default. Groups have none.</param>
public sealed record SimulatorFault(string Name, double Rate, string? Parameter = null)
{
    /// <summary>Reads <c>name=rate</c> or <c>name=rate:parameter</c>, for example <c>429=0.05</c> or <c>wrong-clock=1:-5</c>.</summary>
    /// <exception cref="IngestException">It is not of that form; the name is checked when the simulator starts.</exception>
    public static SimulatorFault Parse(string text)
    {
        string[] sides = text.Split('=', 2);
        string[] values = sides[^1].Split(':', 2);
        return sides.Length == 2 && double.TryParse(values[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate)
            ? new SimulatorFault(sides[0], rate, values.Length == 2 ? values[1] : null)
            : throw new IngestException(IngestErrorId.SettingInvalid, $"The fault '{text}' is not of the form name=rate or name=rate:parameter.",
                $"Write for example 429=0.05 or wrong-clock=1:-5. {SimulatorFaults.Names}");
    }
}
