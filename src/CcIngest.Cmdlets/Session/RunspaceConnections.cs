using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>
/// What Connect-CcStore and Connect-CcSource chose for one runspace. Handles carry no secret; the options behind them stay here, in this
/// process, until the handle is closed or nobody holds it any more. Safe for several threads.
/// </summary>
internal sealed class RunspaceConnections
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceConnections> Sessions = [];
    private static readonly ConditionalWeakTable<ConnectedStore, Behind<StoreOptions>> Stores = [];
    private static readonly ConditionalWeakTable<ConnectedSource, Behind<SourceOptions>> Sources = [];

    /// <summary>The session of the runspace whose pipeline this thread works for.</summary>
    public static RunspaceConnections Current => Sessions.GetOrCreateValue(
        Runspace.DefaultRunspace ?? throw new InvalidOperationException("This thread has no runspace."));

    public ConnectedStore? Store { get; private set; }

    public ConnectedSource? Source { get; private set; }

    /// <exception cref="IngestException">The handle was closed, or is none of this process.</exception>
    public static StoreOptions OptionsOf(ConnectedStore store) => Find(Stores, store).Options ?? throw Closed(store, "store", "Connect-CcStore");

    /// <exception cref="IngestException">The handle was closed, or is none of this process.</exception>
    public static SourceOptions OptionsOf(ConnectedSource source) => Find(Sources, source).Options ?? throw Closed(source, "source", "Connect-CcSource");

    public void Connect(ConnectedStore store, StoreOptions options)
    {
        Stores.Add(store, new Behind<StoreOptions> { Options = options });
        Store = store;
    }

    public void Connect(ConnectedSource source, SourceOptions options)
    {
        Sources.Add(source, new Behind<SourceOptions> { Options = options });
        Source = source;
    }

    /// <summary>Closes a handle for the whole process; when it is this session's default, there is none any more. Safe to repeat.</summary>
    /// <exception cref="IngestException">The handle is none of this process.</exception>
    public void Disconnect(ConnectedStore store)
    {
        Find(Stores, store).Options = null;
        Store = ReferenceEquals(Store, store) ? null : Store;
    }

    /// <summary>As for a store.</summary>
    /// <exception cref="IngestException">The handle is none of this process.</exception>
    public void Disconnect(ConnectedSource source)
    {
        Find(Sources, source).Options = null;
        Source = ReferenceEquals(Source, source) ? null : Source;
    }

    /// <summary>Forgets the defaults; handles that a script still holds go on working.</summary>
    public void Forget() => (Store, Source) = (null, null);

    private static Behind<TOptions> Find<THandle, TOptions>(ConditionalWeakTable<THandle, Behind<TOptions>> handles, THandle handle)
        where THandle : class
        where TOptions : class => handles.TryGetValue(handle, out Behind<TOptions>? behind)
        ? behind
        : throw new IngestException(
            IngestErrorId.SettingInvalid,
            "This handle comes from another process or is a copy: the settings behind it are not here.",
            "Call Connect-CcStore or Connect-CcSource in this process and use what it returns.");

    private static IngestException Closed(object handle, string what, string cmdlet) => new(
        IngestErrorId.ConnectionClosed,
        $"The {what} {handle} was disconnected.",
        $"Call {cmdlet} again and use what it returns.");

    /// <summary>What is behind a handle; the options are null once it has been closed.</summary>
    private sealed class Behind<T>
        where T : class
    {
        private volatile T? _options;

        public T? Options
        {
            get => _options;
            set => _options = value;
        }
    }
}
