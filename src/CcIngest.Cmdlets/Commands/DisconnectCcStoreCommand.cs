using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Closes a store's handle and forgets the password behind it; without a handle the session's. A cmdlet that is at work goes on.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "CcStore")]
public sealed class DisconnectCcStoreCommand : AsyncCmdlet
{
    private readonly List<ConnectedStore> _given = [];

    /// <summary>What Connect-CcStore returned; the session's default unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ConnectedStore? Store { get; set; }

    protected override void ProcessRecord()
    {
        if (Store is not null)
        {
            _given.Add(Store);
        }
    }

    protected override void Work()
    {
        RunspaceConnections session = RunspaceConnections.Current;
        if (!ExpectsInput && _given.Count == 0 && session.Store is { } connected)
        {
            _given.Add(connected);
        }

        if (_given.Count == 0)
        {
            WriteVerbose("No store is connected.");
        }

        foreach (ConnectedStore store in _given)
        {
            WriteDebug($"Closing the store {store}.");
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
}
