namespace CcIngest.Sources;

/// <summary>The time that one attempt has. Its token is cancelled when that is over, and when the caller cancels.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private readonly TimeSpan _timeout;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _timer = new CancellationTokenSource(timeout, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Starts the time anew: a long answer may take as long as it likes while bytes keep coming.</summary>
    public void Restart() => _timer.CancelAfter(_timeout);

    /// <summary>Stops the time while it is not the server that is waited for.</summary>
    public void Suspend() => _timer.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
