using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Closes a source's handle and forgets the API key behind it; without a handle the session's. A cmdlet that is at work goes on.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "CcSource")]
public sealed class DisconnectCcSourceCommand : PSCmdlet
{
    /// <summary>What Connect-CcSource returned; the session's default unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ConnectedSource? Source { get; set; }

    protected override void ProcessRecord()
    {
        RunspaceConnections session = RunspaceConnections.Current;
        if ((Source ?? session.Source) is not { } source)
        {
            WriteVerbose("No source is connected.");
            return;
        }

        try
        {
            session.Disconnect(source);
            WriteVerbose($"The source {source} is disconnected.");
        }
        catch (IngestException failure)
        {
            WriteError(IngestErrors.ToErrorRecord(failure, source));
        }
    }
}
