using System.Reflection;
using System.Runtime.Loader;
using CcIngest.Model;

namespace CcIngest.Loader;

/// <summary>
/// The load context of the cmdlets and everything below them, so that no other module's copies of drivers, Dapper or Polly can meet ours.
/// One for the process: a second runspace that imports the module gets the same assembly, and with it the same types.
/// </summary>
public sealed class IngestLoadContext : AssemblyLoadContext
{
    private static readonly Lazy<Assembly> Cmdlets = new(Load);

    // PowerShell looks up type names in the default context only: what scripts may name stays there, in one copy for the process.
    private static readonly Assembly[] Shared = [typeof(IngestLoadContext).Assembly, typeof(Ohlcv).Assembly];

    private static int _imports;

    private readonly AssemblyDependencyResolver _resolver;

    private IngestLoadContext(string cmdletsPath)
        : base("CcIngest") => _resolver = new AssemblyDependencyResolver(cmdletsPath);

    /// <summary>The assembly that holds the cmdlets, loaded into its own context. What <c>CcIngest.psm1</c> hands to <c>Import-Module -Assembly</c>.</summary>
    /// <exception cref="FileNotFoundException">The build output beside this assembly is not complete.</exception>
    public static Assembly LoadCmdlets()
    {
        Assembly cmdlets = Cmdlets.Value;
        Interlocked.Increment(ref _imports);
        return cmdlets;
    }

    /// <summary>This process has asked for the cmdlets more than once, in this runspace or in another.</summary>
    public static bool WasImportedBefore => Volatile.Read(ref _imports) > 1;

    /// <summary>Returning null would ask the default context, which has a shared assembly only if somebody loaded it before.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        Shared.FirstOrDefault(shared => shared.GetName().Name == assemblyName.Name)
        ?? (_resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null);

    /// <summary>The embedded database is native: <c>runtimes/&lt;rid&gt;/native</c>, by <c>CcIngest.Cmdlets.deps.json</c>.</summary>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static Assembly Load()
    {
        string folder = Path.GetDirectoryName(typeof(IngestLoadContext).Assembly.Location) ?? "";
        string path = Path.Combine(folder, "CcIngest.Cmdlets.dll");
        IngestLoadContext context = new(path);
        return context.LoadFromAssemblyPath(path);
    }
}
