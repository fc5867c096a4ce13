using System.Runtime.InteropServices;

namespace CcIngest.Reliability;

/// <summary>
/// Kills the ingesting process at random moments, again and again, and proves that nothing is lost and nothing doubled. With the word <c>bulk</c> first:
/// measures Parquet and copies.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        // A signal unwinds the campaign, which ends its children: none is left behind.
        using CancellationTokenSource stopping = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await (arguments is ["bulk", .. string[] rest]
            ? BulkCommand.InvokeAsync(rest, stopping.Token)
            : CampaignCommand.InvokeAsync(arguments, stopping.Token)).ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }
}
