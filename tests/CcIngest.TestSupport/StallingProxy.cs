using System.Net;
using System.Net.Sockets;

namespace CcIngest.TestSupport;

/// <summary>Hands TCP connections on to a server until it is told to stall: then it takes new ones and passes nothing on, as a server does that hangs.</summary>
public sealed class StallingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private TaskCompletionSource _flowing = new();

    public StallingProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _flowing.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Stall() => _flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => _flowing.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        GoOn();
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        try
        {
            await _flowing.Task.WaitAsync(_ending.Token);
            await far.ConnectAsync(_host, _port, _ending.Token);
            using CancellationTokenSource closed = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            await Task.WhenAny(PassAsync(near.GetStream(), far.GetStream(), closed.Token), PassAsync(far.GetStream(), near.GetStream(), closed.Token));
            await closed.CancelAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
            // One side has gone; the other learns it when its socket is closed here.
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await _flowing.Task.WaitAsync(cancellationToken);
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
