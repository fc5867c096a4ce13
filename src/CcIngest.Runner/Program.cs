namespace CcIngest.Runner;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        NativeMemory.KeepLittle();
        using StopSignals signals = new();
        return await RunnerApp.InvokeAsync(arguments, Console.Out, Console.Error, signals.Token).ConfigureAwait(false);
    }
}
