using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Closes a store's handle and forgets the password behind it; without a handle the session's. A cmdlet that is at work goes on.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "CcStore")]
public sealed class DisconnectCcStoreCommand : PSCmdlet
{
    /// <summary>What Connect-CcStore returned; the session's default unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ConnectedStore? Store { get; set; }

    protected override void ProcessRecord()
    {
        RunspaceConnections session = RunspaceConnections.Current;
        if ((Store ?? session.Store) is not { } store)
        {
            WriteVerbose("No store is connected.");
            return;
        }

        try
        {
            session.Disconnect(store);
            WriteVerbose($"The store {store} is disconnected.");
        }
        catch (IngestException failure)
        {
            WriteError(IngestErrors.ToErrorRecord(failure, store));
        }
    }
}
