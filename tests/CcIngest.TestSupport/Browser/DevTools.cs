using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcIngest.TestSupport;

/// <summary>The DevTools protocol: commands with their answers, and events, over one web socket.</summary>
public sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = [];
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private Task _reading = Task.CompletedTask;
    private int _last;

    private DevTools()
    {
    }

    /// <summary>Told of each event: session, method, parameters; one after the other.</summary>
    public event Action<string, string, JsonElement>? Happened;

    public static async Task<DevTools> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        DevTools tools = new();
        await tools._socket.ConnectAsync(address, cancellationToken);
        tools._reading = tools.ReadAsync();
        return tools;
    }

    /// <exception cref="InvalidOperationException">The browser refused the command, or ended.</exception>
    public async Task<JsonElement> SendAsync(string? session, string method, JsonObject? parameters, CancellationToken cancellationToken)
    {
        int id = Interlocked.Increment(ref _last);
        TaskCompletionSource<JsonElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        JsonObject command = new() { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            command["sessionId"] = session;
        }

        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }

        JsonElement said = await answer.Task.WaitAsync(cancellationToken);
        return said.TryGetProperty("error", out JsonElement error)
            ? throw new InvalidOperationException($"{method}: {error.GetProperty("message").GetString()}")
            : said.GetProperty("result");
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
        _closing.Dispose();
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                using MemoryStream message = new();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), _closing.Token);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                Take(JsonDocument.Parse(message.ToArray()).RootElement);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
        }

        foreach (TaskCompletionSource<JsonElement> left in _waiting.Values)
        {
            left.TrySetException(new InvalidOperationException("The browser ended."));
        }
    }

    private void Take(JsonElement said)
    {
        if (said.TryGetProperty("id", out JsonElement id))
        {
            if (_waiting.TryRemove(id.GetInt32(), out TaskCompletionSource<JsonElement>? answer))
            {
                answer.TrySetResult(said);
            }

            return;
        }

        string session = said.TryGetProperty("sessionId", out JsonElement of) ? of.GetString() ?? "" : "";
        Happened?.Invoke(session, said.GetProperty("method").GetString() ?? "", said.GetProperty("params"));
    }
}
