using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Closes a source's handle and forgets the API key behind it; without a handle the session's. A cmdlet that is at work goes on.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "CcSource")]
public sealed class DisconnectCcSourceCommand : AsyncCmdlet
{
    private readonly List<ConnectedSource> _given = [];

    /// <summary>What Connect-CcSource returned; the session's default unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ConnectedSource? Source { get; set; }

    protected override void ProcessRecord()
    {
        if (Source is not null)
        {
            _given.Add(Source);
        }
    }

    protected override void Work()
    {
        RunspaceConnections session = RunspaceConnections.Current;
        if (!ExpectsInput && _given.Count == 0 && session.Source is { } connected)
        {
            _given.Add(connected);
        }

        if (_given.Count == 0)
        {
            WriteVerbose("No source is connected.");
        }

        foreach (ConnectedSource source in _given)
        {
            WriteDebug($"Closing the source {source}.");
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
}
