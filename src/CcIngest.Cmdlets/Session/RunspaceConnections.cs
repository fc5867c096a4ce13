using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>
/// What Connect-CcStore and Connect-CcSource chose for one runspace. Handles carry no secret; the options behind them stay here, in this
/// process, for as long as somebody holds the handle. Safe for several threads.
/// </summary>
internal sealed class RunspaceConnections
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceConnections> Sessions = [];
    private static readonly ConditionalWeakTable<ConnectedStore, StoreOptions> Stores = [];
    private static readonly ConditionalWeakTable<ConnectedSource, SourceOptions> Sources = [];

    /// <summary>The session of the runspace whose pipeline this thread works for.</summary>
    public static RunspaceConnections Current => Sessions.GetOrCreateValue(
        Runspace.DefaultRunspace ?? throw new InvalidOperationException("This thread has no runspace."));

    public ConnectedStore? Store { get; private set; }

    public ConnectedSource? Source { get; private set; }

    public static StoreOptions OptionsOf(ConnectedStore store) => Stores.TryGetValue(store, out StoreOptions? options)
        ? options
        : throw NotOfThisProcess("store", "Connect-CcStore");

    public static SourceOptions OptionsOf(ConnectedSource source) => Sources.TryGetValue(source, out SourceOptions? options)
        ? options
        : throw NotOfThisProcess("source", "Connect-CcSource");

    public void Connect(ConnectedStore store, StoreOptions options)
    {
        Stores.Add(store, options);
        Store = store;
    }

    public void Connect(ConnectedSource source, SourceOptions options)
    {
        Sources.Add(source, options);
        Source = source;
    }

    /// <summary>Forgets the defaults; handles that a script still holds go on working.</summary>
    public void Forget() => (Store, Source) = (null, null);

    private static IngestException NotOfThisProcess(string what, string cmdlet) => new(
        IngestErrorId.SettingInvalid,
        $"This {what} handle comes from another process or is a copy: the settings behind it are not here.",
        $"Call {cmdlet} in this process and use what it returns.");
}
