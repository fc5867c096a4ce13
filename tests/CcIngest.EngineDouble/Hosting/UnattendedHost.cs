using System.Management.Automation.Host;

namespace CcIngest.EngineDouble;

/// <summary>The host of a session without a terminal.</summary>
internal sealed class UnattendedHost : PSHost
{
    public override string Name => "EngineDouble";

    public override PSHostUserInterface UI { get; } = new NoTerminal();

    private sealed class NoTerminal : PSHostUserInterface;
}
