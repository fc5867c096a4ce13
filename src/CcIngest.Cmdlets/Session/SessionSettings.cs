using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>The settings as a cmdlet sees them: files and relative paths belong to the current location, not to the process.</summary>
internal static class SessionSettings
{
    /// <param name="cmdlet">The cmdlet that asks, on its pipeline thread.</param>
    /// <param name="parameters">Values that rank before environment and files, by the settings' names; null for not given.</param>
    /// <exception cref="IngestException">A setting has a bad value; the message names it.</exception>
    public static Settings Load(PSCmdlet cmdlet, IReadOnlyDictionary<string, string?>? parameters = null) => Settings.Load(
        parameters ?? new Dictionary<string, string?>(),
        Environment.GetEnvironmentVariable,
        cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath);

    /// <summary>The source's options: those of a handle, of Connect-CcSource, or of the settings, in this order. Pipeline thread only.</summary>
    /// <exception cref="IngestException">A setting has a bad value.</exception>
    public static SourceOptions SourceOptions(PSCmdlet cmdlet, ConnectedSource? given) =>
        (given ?? RunspaceConnections.Current.Source) is { } source ? RunspaceConnections.OptionsOf(source) : Load(cmdlet).Source;

    /// <summary>The store's options: those of a handle, of Connect-CcStore, or of the settings, in this order. Pipeline thread only.</summary>
    /// <exception cref="IngestException">A setting has a bad value, or the handle was closed.</exception>
    public static StoreOptions StoreOptions(PSCmdlet cmdlet, ConnectedStore? given) =>
        (given ?? RunspaceConnections.Current.Store) is { } store ? RunspaceConnections.OptionsOf(store) : Load(cmdlet).Store;

    /// <summary>The store without secrets, for questions to the user.</summary>
    public static string Describe(this StoreOptions options) => options.Engine == StoreEngines.Sqlite
        ? $"{options.Engine} {options.File}"
        : $"{options.Engine} {options.Host} {options.Schema}";
}
