using System.Runtime.CompilerServices;

namespace CcIngest.TestSupport;

/// <summary>Each test process shares its rate budgets with its own children alone, never with what the machine's user runs.</summary>
public static class StateOfItsOwn
{
    /// <summary>Sees to it that this has happened, in a test assembly that uses nothing else of this one.</summary>
    public static void Ensure()
    {
        // The module initializer has run when this runs.
    }

#pragma warning disable CA2255 // A test assembly is no library: nobody else's process loads it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Set()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ccingest-state-");
        Environment.SetEnvironmentVariable("STATE_DIR", folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
    }
}
