using System.Runtime.InteropServices;

namespace CcIngest.Runner;

/// <summary>
/// What the C library keeps beside the collector's heap: glibc gives each thread an arena of its own, up to eight for a core, and none gives back the most
/// it ever needed. Two are enough for a program that allocates little outside of the heap, and a run holds some 25 MB less
/// (mallopt(3), M_ARENA_MAX; <c>MALLOC_ARENA_MAX</c> in the environment does the same, and stands where it is set).
/// </summary>
internal static class NativeMemory
{
    private const int ArenaMax = -8;    // M_ARENA_MAX of malloc.h
    private const int Arenas = 2;

    /// <summary>Before other threads allocate. Does nothing where the C library is another one.</summary>
    public static void KeepLittle()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is not null)
        {
            return;
        }

        try
        {
            _ = MallOpt(ArenaMax, Arenas);
        }
        catch (Exception other) when (other is DllNotFoundException or EntryPointNotFoundException)
        {
            // musl, for one, has no arenas.
        }
    }

    [DllImport("libc.so.6", EntryPoint = "mallopt", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]
    private static extern int MallOpt(int parameter, int value);
}
