using System.Runtime.InteropServices;

namespace CcIngest.Reliability;

/// <summary>
/// Kills the ingesting process at random moments, again and again, and proves that nothing is lost and nothing doubled. With the word <c>bulk</c> first:
/// measures Parquet and copies; with <c>quality</c>: measures what the rules of stored data find; with <c>report</c>: a report of a large
/// store; with <c>share</c>: has two runners share one job.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        // A signal unwinds the campaign, which ends its children: none is left behind.
        using CancellationTokenSource stopping = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await (arguments switch
        {
            ["bulk", .. string[] rest] => BulkCommand.InvokeAsync(rest, stopping.Token),
            ["quality", .. string[] rest] => QualityCommand.InvokeAsync(rest, stopping.Token),
            ["report", .. string[] rest] => ReportCommand.InvokeAsync(rest, stopping.Token),
            ["share", .. string[] rest] => ShareCommand.InvokeAsync(rest, stopping.Token),
            _ => CampaignCommand.InvokeAsync(arguments, stopping.Token),
        }).ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }
}
