using System.Diagnostics;

namespace CcIngest.TestSupport;

/// <summary>A headless Chromium of its own, with an empty profile, spoken to by its DevTools protocol. Ends, with its profile, when it is disposed of.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    /// <summary>Without these it looks for updates and hosts of its maker, and asks for a sandbox that containers have not.</summary>
    private static readonly string[] Arguments =
    [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--remote-debugging-port=0", "about:blank",
    ];

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly DevTools _tools;
    private Task _draining = Task.CompletedTask;

    private Chromium(Process process, DirectoryInfo profile, DevTools tools) => (_process, _profile, _tools) = (process, profile, tools);

    /// <summary>The program on the path; null when there is none.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public static async Task<Chromium> StartAsync(string program, CancellationToken cancellationToken)
    {
        DirectoryInfo profile = Directory.CreateTempSubdirectory("ccingest-chromium-");
        ProcessStartInfo start = new(program, [$"--user-data-dir={profile.FullName}", .. Arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        string said = "";
        while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            const string Listening = "DevTools listening on ";
            said += line + "\n";
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                Chromium chromium = new(process, profile, await DevTools.ConnectAsync(new Uri(line[Listening.Length..]), cancellationToken));
                // What it says from here on nobody needs, but a full pipe would stop it.
                chromium._draining = Task.WhenAll(process.StandardError.ReadToEndAsync(CancellationToken.None), process.StandardOutput.ReadToEndAsync(CancellationToken.None));
                return chromium;
            }
        }

        throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }

    /// <summary>Opens a page and waits until its scripts say that it is ready.</summary>
    /// <param name="readiness">A JavaScript expression that is true then.</param>
    public async Task<BrowserPage> OpenAsync(string address, string readiness, int width, int height, CancellationToken cancellationToken)
    {
        BrowserPage page = await BrowserPage.AttachAsync(_tools, width, height, cancellationToken);
        await page.GoAsync(address, cancellationToken);
        await page.WaitAsync(readiness, cancellationToken);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _tools.DisposeAsync();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await _draining;

        _process.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A child that still ends may write into it; the folder lies where the system cleans up.
        }
    }
}
