using System.Reflection;
using System.Runtime.InteropServices;

namespace CcIngest.Reliability;

internal static class Machine
{
    public static MachineFacts Facts { get; } = new(
        Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown");
}
