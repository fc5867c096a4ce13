using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcIngest.TestSupport;

/// <summary>A tab: keys, expressions, and what went wrong in it.</summary>
public sealed class BrowserPage
{
    /// <summary>The longest that a page may take for what is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DevTools _tools;
    private readonly string _session;
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<string> _requests = [];

    private BrowserPage(DevTools tools, string session) => (_tools, _session) = (tools, session);

    /// <summary>Errors and warnings of the console, of the policy of content, and exceptions.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Addresses that were asked for beyond files and data.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<BrowserPage> AttachAsync(DevTools tools, int width, int height, CancellationToken cancellationToken)
    {
        JsonElement target = await tools.SendAsync(null, "Target.createTarget", new JsonObject { ["url"] = "about:blank" }, cancellationToken);
        JsonElement attached = await tools.SendAsync(null, "Target.attachToTarget",
            new JsonObject { ["targetId"] = target.GetProperty("targetId").GetString(), ["flatten"] = true }, cancellationToken);
        BrowserPage page = new(tools, attached.GetProperty("sessionId").GetString()!);
        tools.Happened += page.Take;
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await page.SendAsync($"{domain}.enable", [], cancellationToken);
        }

        await page.SendAsync("Emulation.setDeviceMetricsOverride",
            new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false }, cancellationToken);
        return page;
    }

    public Task GoAsync(string address, CancellationToken cancellationToken) =>
        SendAsync("Page.navigate", new JsonObject { ["url"] = address }, cancellationToken);

    /// <summary>The value of a JavaScript expression; a promise is waited for.</summary>
    /// <exception cref="InvalidOperationException">The expression threw.</exception>
    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        JsonElement said = await SendAsync("Runtime.evaluate",
            new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true }, cancellationToken);
        return said.TryGetProperty("exceptionDetails", out JsonElement details)
            ? throw new InvalidOperationException($"{expression}: {details}")
            : said.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    public async Task<string> TextAsync(string expression, CancellationToken cancellationToken) =>
        (await EvaluateAsync($"String({expression})", cancellationToken)).GetString() ?? "";

    /// <exception cref="TimeoutException">The expression did not become true.</exception>
    public async Task WaitAsync(string expression, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        // While a page is on its way there is no document yet, and the expression throws.
        string asked = $"(() => {{ try {{ return !!({expression}); }} catch {{ return false; }} }})()";
        while ((await EvaluateAsync(asked, cancellationToken)).ValueKind != JsonValueKind.True)
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"Not so within {Patience.TotalSeconds} s: {expression}. The page complains: {string.Join("; ", _complaints)}");
            }

            await Task.Delay(25, cancellationToken);
        }
    }

    /// <summary>Presses a key as a person does, on what has the focus. Names as in JavaScript: Tab, Enter, ArrowDown, Escape.</summary>
    public async Task PressAsync(string key, CancellationToken cancellationToken)
    {
        int code = key switch { "Tab" => 9, "Enter" => 13, "Escape" => 27, " " => 32, "End" => 35, "Home" => 36, "ArrowLeft" => 37, "ArrowUp" => 38, "ArrowRight" => 39, "ArrowDown" => 40, _ => 0 };
        JsonObject pressed = new() { ["type"] = "keyDown", ["key"] = key, ["code"] = key == " " ? "Space" : key, ["windowsVirtualKeyCode"] = code };
        if ((key == "Enter" ? "\r" : key.Length == 1 ? key : null) is { } text)
        {
            pressed["text"] = text;
        }

        await SendAsync("Input.dispatchKeyEvent", pressed, cancellationToken);
        await SendAsync("Input.dispatchKeyEvent",
            new JsonObject { ["type"] = "keyUp", ["key"] = key, ["code"] = key == " " ? "Space" : key, ["windowsVirtualKeyCode"] = code }, cancellationToken);
    }

    /// <summary>Types a text into what has the focus.</summary>
    public Task TypeAsync(string text, CancellationToken cancellationToken) =>
        SendAsync("Input.insertText", new JsonObject { ["text"] = text }, cancellationToken);

    private Task<JsonElement> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        _tools.SendAsync(_session, method, parameters, cancellationToken);

    private void Take(string session, string method, JsonElement parameters)
    {
        if (session != _session)
        {
            return;
        }

        switch (method)
        {
            case "Runtime.exceptionThrown":
                _complaints.Enqueue(parameters.GetProperty("exceptionDetails").ToString());
                break;
            case "Runtime.consoleAPICalled" when parameters.GetProperty("type").GetString() is "error" or "warning" or "assert":
                _complaints.Enqueue(parameters.GetProperty("args").ToString());
                break;
            case "Log.entryAdded" when parameters.GetProperty("entry").GetProperty("level").GetString() is "error" or "warning":
                _complaints.Enqueue(parameters.GetProperty("entry").GetProperty("text").GetString() ?? "");
                break;
            case "Network.requestWillBeSent" when parameters.GetProperty("request").GetProperty("url").GetString() is { } address
                && !address.StartsWith("file:", StringComparison.Ordinal) && !address.StartsWith("data:", StringComparison.Ordinal)
                && !address.StartsWith("about:", StringComparison.Ordinal) && !address.StartsWith("blob:", StringComparison.Ordinal):
                _requests.Enqueue(address);
                break;
        }
    }
}
