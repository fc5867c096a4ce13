using System.Security.Cryptography;
using System.Text;

namespace CcIngest.Ingestion;

/// <summary>The parts of the page that are the same in every report, as the build embedded them.</summary>
internal static class ReportAssets
{
    /// <summary>In this order: each uses what stands before it.</summary>
    private static readonly string[] Scripts =
        ["data", "texts", "elements", "states", "tables", "sections", "heatmap-view", "heatmap", "candles", "series", "main"];

    private static readonly Lazy<string> LazyPage = new(() => Read("report.html"));
    private static readonly Lazy<string> LazyStyle = new(() => Read("report.css"));
    private static readonly Lazy<string> LazyScript = new(() =>
        $"(() => {{\n'use strict';\n{string.Join('\n', Scripts.Select(name => Read(name + ".js")))}\n}})();");

    private static readonly Lazy<(string Script, string Licence)?> LazyCharts = new(() =>
        Find("lightweight-charts.js") is { } script ? (script, Read("lightweight-charts.LICENSE")) : null);

    public static string Page => LazyPage.Value;

    public static string Style => LazyStyle.Value;

    /// <summary>Our own scripts as one.</summary>
    public static string Script => LazyScript.Value;

    /// <summary>The library that draws candles, and the text of its licence; null in a build that was made without Node.</summary>
    public static (string Script, string Licence)? Charts => LazyCharts.Value;

    /// <summary>The word by which a policy of content allows an inline script or style.</summary>
    public static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Read(string name) => Find(name) ?? throw new InvalidOperationException($"Report/Page/{name} is not embedded.");

    private static string? Find(string name)
    {
        using Stream? stream = typeof(ReportAssets).Assembly.GetManifestResourceStream($"report/{name}");
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream);
        // A browser reads any end of a line as a line feed, and takes the hash of what it reads.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }
}
