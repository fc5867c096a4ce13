using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Reliability;

/// <summary>
/// Measures a report of a large store, each phase a process of its own so that its memory is its own: <c>fill</c> (can be killed and started again),
/// <c>write</c>, <c>open</c>. The last needs a Chromium on the path.
/// </summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Phase = new("phase") { Description = "fill, write or open." };

    private static readonly Option<FileInfo> File = new("--file") { Description = "The SQLite store.", Required = true };

    private static readonly Option<FileInfo> Page = new("--page") { Description = "The page.", Required = true };

    private static readonly Option<int> Series = new("--series") { Description = "fill: how many series.", DefaultValueFactory = _ => 5_000 };

    private static readonly Option<int> Days = new("--days") { Description = "How many days each.", DefaultValueFactory = _ => 730 };

    /// <summary>Scrolls the heat map through for two seconds of frames, and says how long they took, in milliseconds.</summary>
    private const string Scrolling = """
        new Promise(done => {
          const heat = document.getElementById('heat'), frames = [];
          let last = performance.now();
          const step = now => {
            frames.push(now - last);
            last = now;
            heat.scrollTop += 600;
            if (frames.length < 120) { requestAnimationFrame(step); return; }
            const sorted = frames.slice(1).sort((one, other) => one - other);
            done({ median: sorted[59], p95: sorted[112], worst: sorted.at(-1), scrolledTo: heat.scrollTop });
          };
          requestAnimationFrame(step);
        })
        """;

    /// <returns>0 when the phase was done, 1 when it failed, 64 for wrong use.</returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Measures a report of a large store.") { Phase, File, Page, Series, Days };
        ParseResult line = command.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', line.Errors.Select(error => error.Message))).ConfigureAwait(false);
            return 64;
        }

        long started = TimeProvider.System.GetTimestamp();
        try
        {
            string said = line.GetValue(Phase) switch
            {
                "fill" => await FillAsync(line, cancellationToken).ConfigureAwait(false),
                "write" => await WriteAsync(line, cancellationToken).ConfigureAwait(false),
                "open" => await OpenAsync(line, cancellationToken).ConfigureAwait(false),
                _ => throw new IngestException(IngestErrorId.SettingInvalid, "There is no such phase.", "Use fill, write or open."),
            };
            using Process self = Process.GetCurrentProcess();
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["phase"] = line.GetValue(Phase) ?? "",
                ["seconds"] = Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1),
                ["cpuSeconds"] = Math.Round(self.TotalProcessorTime.TotalSeconds, 1),
                ["peakMegabytes"] = self.PeakWorkingSet64 / 1_000_000,
                ["said"] = said,
            })).ConfigureAwait(false);
            return 0;
        }
        catch (IngestException failure)
        {
            await Console.Error.WriteLineAsync($"{failure.Id}: {failure.Message} {failure.Advice}").ConfigureAwait(false);
            return 1;
        }
    }

    private static Task<string> FillAsync(ParseResult line, CancellationToken cancellationToken) => WithAsync(line, async store =>
    {
        await ReportedStore.FillAsync(store, line.GetValue(Series), line.GetValue(Days), cancellationToken).ConfigureAwait(false);
        return "filled";
    }, cancellationToken);

    private static Task<string> WriteAsync(ParseResult line, CancellationToken cancellationToken) => WithAsync(line, async store =>
    {
        ReportRequest request = new() { Path = line.GetRequiredValue(Page).FullName, Replaces = true, AsOf = ReportedStore.Start.AddDays(line.GetValue(Days)) };
        WrittenReport report = await new HtmlReport(store, TimeProvider.System).WriteAsync(request, cancellationToken).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{report.Series} series, candles of {report.Charts}, {report.Bytes} bytes");
    }, cancellationToken);

    private static async Task<string> OpenAsync(ParseResult line, CancellationToken cancellationToken)
    {
        string program = Chromium.Find() ?? throw new IngestException(IngestErrorId.SettingInvalid, "No Chromium is on the path.", "Install one.");
        Chromium browser = await Chromium.StartAsync(program, cancellationToken).ConfigureAwait(false);
        await using (browser.ConfigureAwait(false))
        {
            BrowserPage page = await browser.OpenAsync(
                new Uri(line.GetRequiredValue(Page).FullName).AbsoluteUri, "document.documentElement.dataset.ready === 'true'", 1280, 900, cancellationToken).ConfigureAwait(false);
            string ready = await page.TextAsync("Math.round(performance.getEntriesByName('ready')[0].startTime)", cancellationToken).ConfigureAwait(false);
            JsonElement frames = await page.EvaluateAsync(Scrolling, cancellationToken).ConfigureAwait(false);
            string filtering = await page.TextAsync(
                """
                (() => {
                  const begun = performance.now(), filter = document.getElementById('filter');
                  filter.value = 'kraken 77';
                  filter.dispatchEvent(new Event('input', { bubbles: true }));
                  return Math.round(performance.now() - begun) + ' ms, ' + document.querySelector('#choice [role=status]').textContent;
                })()
                """, cancellationToken).ConfigureAwait(false);
            return $"ready after {ready} ms; frames while scrolling, ms: {frames}; filtered in {filtering}; complaints: {page.Complaints.Count}; requests: {page.Requests.Count}";
        }
    }

    private static async Task<string> WithAsync(ParseResult line, Func<IMarketDataStore, Task<string>> work, CancellationToken cancellationToken)
    {
        IMarketDataStore store = await MarketDataStores.OpenAsync(
            new StoreOptions { File = line.GetRequiredValue(File).FullName }, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            return await work(store).ConfigureAwait(false);
        }
    }
}
