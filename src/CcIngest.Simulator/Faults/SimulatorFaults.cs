using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>The table of all faults. One more fault is one more file with its kind, and one more name here.</summary>
public static class SimulatorFaults
{
    /// <summary>In the order in which they take effect: what hides an answer comes before what spoils it.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        RefusalFaults.TooManyRequests, RefusalFaults.TooManyRequestsBare, RefusalFaults.ServerError, RefusalFaults.BadGateway,
        RefusalFaults.Unavailable, HangFault.Kind, RefusalFaults.HtmlPage, RefusalFaults.ErrorBody, ResetFault.Kind, TruncatedGzipFault.Kind,
        RowOrderFaults.Duplicates, RowOrderFaults.Disorder, RepeatedPageFault.Kind,
        CandleFaults.NullPrice, CandleFaults.StringNumbers, CandleFaults.HugeNumbers, CandleFaults.TinyNumbers, RevisedCandleFault.Kind,
        OpenCandleFault.Kind, VanishedInstrumentFault.Kind, CrossedBookFault.Kind, WrongClockFault.Kind,
    ];

    /// <summary>For messages and help.</summary>
    public static string Names =>
        $"Faults: {string.Join(", ", All.Select(kind => kind.Name))}; groups: {string.Join(", ", Enum.GetNames<FaultGroup>()).ToLowerInvariant()}.";

    /// <summary>The kinds that a list asks for, groups spelt out. Of several entries for one kind the last one holds.</summary>
    /// <exception cref="IngestException">A name, a rate or a parameter is wrong.</exception>
    internal static IReadOnlyList<(FaultKind Kind, SimulatorFault Asked)> Resolve(IEnumerable<SimulatorFault> faults)
    {
        Dictionary<string, SimulatorFault> asked = new(StringComparer.Ordinal);
        foreach (SimulatorFault fault in faults)
        {
            FaultKind[] kinds = [.. All.Where(kind => kind.Name == fault.Name)];
            bool isGroup = kinds.Length == 0;
            kinds = isGroup ? [.. All.Where(kind => string.Equals(kind.Group.ToString(), fault.Name, StringComparison.OrdinalIgnoreCase))] : kinds;
            if (kinds.Length == 0)
            {
                throw Refuse($"There is no fault '{fault.Name}'.", Names);
            }

            if (!(fault.Rate is >= 0 and <= 1))
            {
                throw Refuse(FormattableString.Invariant($"The rate {fault.Rate} of the fault '{fault.Name}' is out of bounds."), $"Give a rate from 0 to 1. {Names}");
            }

            if (fault.Parameter is { } parameter && (isGroup || !kinds[0].Takes(parameter)))
            {
                throw Refuse($"The fault '{fault.Name}' does not take the parameter '{parameter}'.",
                    isGroup || kinds[0].Parameter is null ? "Leave it out." : $"Its parameter: {kinds[0].Parameter}; {kinds[0].DefaultParameter} without one.");
            }

            foreach (FaultKind kind in kinds)
            {
                asked[kind.Name] = fault with { Name = kind.Name };
            }
        }

        return [.. All.Where(kind => asked.ContainsKey(kind.Name)).Select(kind => (kind, asked[kind.Name])).Where(one => one.Item2.Rate > 0)];
    }

    private static IngestException Refuse(string message, string advice) => new(IngestErrorId.SettingInvalid, message, advice);
}
