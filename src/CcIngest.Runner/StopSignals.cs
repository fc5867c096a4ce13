using System.Runtime.InteropServices;

namespace CcIngest.Runner;

/// <summary>Turns SIGINT and SIGTERM into one cancellation; a second signal ends the process at once, as if nobody had listened.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stopping.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        // Not cancelled by us, the signal does what it does by default: it ends the process.
        context.Cancel = !_stopping.IsCancellationRequested;
        _stopping.Cancel();
    }
}
