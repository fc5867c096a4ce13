using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// Writes the page: the template with style, scripts and data in their places. All that comes from the store lies in the page packed, as base64, or as
/// escaped text; the policy of content allows the page's own scripts by their hashes, and no address at all.
/// </summary>
internal static class ReportPage
{
    /// <summary>Base64 has no line of its own: this is what a piece of it is in bytes, a multiple of three.</summary>
    private const int PieceBytes = 3 * 16 * 1024;

    public static void Write(Stream stream, ReportContents contents)
    {
        ReportSummary summary = ReportSummary.Of(contents);
        using StreamWriter page = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        foreach ((string text, string? place) in Parts(ReportAssets.Page))
        {
            page.Write(text);
            WritePlace(page, place, contents, summary);
        }
    }

    /// <summary>A page for a person has the number of the version, not of the build.</summary>
    public static string ToolVersion => typeof(ReportPage).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    private static void WritePlace(StreamWriter page, string? place, ReportContents contents, ReportSummary summary)
    {
        switch (place)
        {
            case null:
                return;
            case "policy":
                page.Write(Policy());
                return;
            case "style":
                page.Write(ReportAssets.Style);
                return;
            case "charts":
                page.Write(ChartScript);
                return;
            case "script":
                page.Write(ReportAssets.Script);
                return;
            case "data":
                WriteData(page, contents, summary);
                return;
            case "sentences":
                foreach (string sentence in summary.Sentences)
                {
                    page.Write($"<li>{Escaped(sentence)}</li>");
                }

                return;
            default:
                page.Write(Escaped(TextOf(place, contents, summary)));
                return;
        }
    }

    private static string TextOf(string place, ReportContents contents, ReportSummary summary) => place switch
    {
        "headline" => summary.Headline,
        "verdict" => summary.Verdict,
        "store" => contents.Store.ToString(),
        "server" => contents.Store.ServerVersion,
        "made" => Time(contents.MadeAt),
        "asof" => Time(contents.AsOf),
        "version" => ToolVersion,
        "schema" => DatasetCatalog.SchemaVersion.ToString(CultureInfo.InvariantCulture),
        "licence" => ReportAssets.Charts?.Licence ?? "This build was made without Node: it has no library that draws candles.",
        _ => throw new InvalidOperationException($"Report/Page/report.html has an unknown place '{place}'."),
    };

    private static string ChartScript => ReportAssets.Charts?.Script ?? "";

    private static string Policy() =>
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        + $"style-src {ReportAssets.HashOf(ReportAssets.Style)}; script-src {ReportAssets.HashOf(ReportAssets.Script)} {ReportAssets.HashOf(ChartScript)}";

    private static void WriteData(StreamWriter page, ReportContents contents, ReportSummary summary)
    {
        using MemoryStream packed = new();
        using (GZipStream pack = new(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            ReportJson.Write(pack, contents, summary);
        }

        ReadOnlySpan<byte> bytes = packed.GetBuffer().AsSpan(0, (int)packed.Length);
        for (int start = 0; start < bytes.Length; start += PieceBytes)
        {
            page.Write(Convert.ToBase64String(bytes[start..Math.Min(start + PieceBytes, bytes.Length)]));
        }
    }

    /// <summary>The template cut at its places, <c>{{name}}</c>; the last part has none.</summary>
    private static IEnumerable<(string Text, string? Place)> Parts(string template)
    {
        int reached = 0;
        for (int open = template.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = template.IndexOf("{{", reached, StringComparison.Ordinal))
        {
            int close = template.IndexOf("}}", open, StringComparison.Ordinal);
            yield return (template[reached..open], template[(open + 2)..close]);
            reached = close + 2;
        }

        yield return (template[reached..], null);
    }

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
