using System.Net;
using System.Net.Sockets;

namespace CcIngest.Storage.Tests;

/// <summary>A loopback port that passes everything on to a server, until <see cref="Freeze"/>: from then on it takes connections and says nothing.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;
    private readonly List<TcpClient> _clients = [];
    private volatile bool _frozen;

    public TcpRelay(int serverPort)
    {
        _server = new IPEndPoint(IPAddress.Loopback, serverPort);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Freeze() => _frozen = true;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_clients)
        {
            _clients.ForEach(client => client.Dispose());
        }

        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient near = await _listener.AcceptTcpClientAsync(_ended.Token);
            TcpClient far = new();
            await far.ConnectAsync(_server, _ended.Token);
            lock (_clients)
            {
                _clients.AddRange([near, far]);
            }

            _ = PassOnAsync(near, far);
            _ = PassOnAsync(far, near);
        }
    }

    private async Task PassOnAsync(TcpClient from, TcpClient to)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            int count;
            while ((count = await from.GetStream().ReadAsync(buffer, _ended.Token)) > 0)
            {
                if (_frozen)
                {
                    return;     // and both sockets stay open
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _ended.Token);
            }

            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Either side has closed: so does the test.
        }
    }
}
