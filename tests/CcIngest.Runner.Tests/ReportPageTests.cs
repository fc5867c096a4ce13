using System.Globalization;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

/// <summary>The report of a demo, opened in a headless Chromium and worked through by keyboard. Skipped where there is no Chromium; in CI it must be there.</summary>
[Collection(DemoRun.Name)]
public sealed class ReportPageTests(DemoRun demo)
{
    private static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private const string IsReady = "document.documentElement.dataset.ready === 'true'";
    private const string Shown = "document.querySelector('#choice [role=status]').textContent";
    private const string DialogIsOpen = "document.getElementById('series').open";

    [SkippableFact]
    public async Task The_demos_report_is_worked_through_by_keyboard_and_asks_for_no_address()
    {
        string? program = Chromium.Find();
        Assert.False(program is null && IsCi, "In CI this test must run: no Chromium is on the path.");
        Skip.If(program is null, "no Chromium is on the path");
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        await using Chromium browser = await Chromium.StartAsync(program!, limit.Token);
        BrowserPage page = await browser.OpenAsync(new Uri(demo.Report).AbsoluteUri, IsReady, 1280, 900, limit.Token);

        await Reads_the_summary(page, limit.Token);
        await Toggles_the_dark_by_keyboard(page, limit.Token);
        await Filters_by_typing(page, limit.Token);
        await Opens_a_series_from_the_heat_map(page, limit.Token);
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }

    private static async Task Reads_the_summary(BrowserPage page, CancellationToken cancellationToken)
    {
        Assert.StartsWith("All 100 series are whole", await page.TextAsync("document.getElementById('headline').textContent", cancellationToken), StringComparison.Ordinal);
        Assert.Equal("100 of 100 series", await page.TextAsync(Shown, cancellationToken));
        Assert.Equal("Complete", await page.TextAsync("document.querySelector('#runs .chip').textContent", cancellationToken));
        Assert.Equal("25", await page.TextAsync("document.querySelectorAll('#series-table tbody tr').length", cancellationToken));
        Assert.NotEqual("0", await page.TextAsync("document.querySelectorAll('#limits tbody tr').length", cancellationToken));
    }

    private static async Task Toggles_the_dark_by_keyboard(BrowserPage page, CancellationToken cancellationToken)
    {
        string back = await page.TextAsync("getComputedStyle(document.body).backgroundColor", cancellationToken);
        await page.PressAsync("Tab", cancellationToken);
        Assert.Equal("skip", await page.TextAsync("document.activeElement.className", cancellationToken));
        await page.PressAsync("Tab", cancellationToken);
        Assert.Equal("theme", await page.TextAsync("document.activeElement.id", cancellationToken));
        await page.PressAsync("Enter", cancellationToken);
        Assert.Equal("dark", await page.TextAsync("document.documentElement.dataset.theme", cancellationToken));
        Assert.NotEqual(back, await page.TextAsync("getComputedStyle(document.body).backgroundColor", cancellationToken));
    }

    private static async Task Filters_by_typing(BrowserPage page, CancellationToken cancellationToken)
    {
        await TabToAsync(page, "filter", cancellationToken);
        await page.TypeAsync("bitfinex btc-usd", cancellationToken);
        await page.WaitAsync($"{Shown} !== '100 of 100 series'", cancellationToken);
        int rows = int.Parse(await page.TextAsync("document.querySelectorAll('#series-table tbody tr').length", cancellationToken), CultureInfo.InvariantCulture);
        Assert.InRange(rows, 1, 24);
        Assert.Equal($"{rows} of 100 series", await page.TextAsync(Shown, cancellationToken));
        Assert.Equal("true", await page.TextAsync(
            "[...document.querySelectorAll('#series-table tbody tr')].every(row => /^bitfinex .*BTC-USD/i.test(row.textContent))", cancellationToken));
    }

    private static async Task Opens_a_series_from_the_heat_map(BrowserPage page, CancellationToken cancellationToken)
    {
        await TabToAsync(page, "heat", cancellationToken);
        await page.PressAsync("Home", cancellationToken);
        await page.PressAsync("ArrowRight", cancellationToken);
        await page.WaitAsync("/^bitfinex .*had/.test(document.getElementById('heat-said').textContent)", cancellationToken);
        await page.PressAsync("Enter", cancellationToken);
        await page.WaitAsync(DialogIsOpen, cancellationToken);
        Assert.StartsWith("bitfinex ", await page.TextAsync("document.getElementById('series-title').textContent", cancellationToken), StringComparison.Ordinal);
        // A chart is several canvases. A build without Node has none, and says so; CI has Node.
        string drawn = "document.querySelectorAll('#series .chart canvas').length > 2";
        await page.WaitAsync(IsCi ? drawn : $"{drawn} || /without Node/.test(document.querySelector('#series .note')?.textContent)", cancellationToken);
        await page.PressAsync("Escape", cancellationToken);
        await page.WaitAsync($"!{DialogIsOpen}", cancellationToken);
        Assert.Equal("heat", await page.TextAsync("document.activeElement.id", cancellationToken));
    }

    /// <summary>By the tabulator alone, as somebody without a mouse gets there.</summary>
    private static async Task TabToAsync(BrowserPage page, string id, CancellationToken cancellationToken)
    {
        const int MostStops = 60;
        for (int stop = 0; stop < MostStops; stop++)
        {
            await page.PressAsync("Tab", cancellationToken);
            if (await page.TextAsync("document.activeElement.id", cancellationToken) == id)
            {
                return;
            }
        }

        Assert.Fail($"The tabulator does not reach #{id}.");
    }
}
