using System.IO.Compression;
using System.Text.Json;

namespace CcIngest.TestSupport;

/// <summary>What lies packed in a report page.</summary>
public static class ReportData
{
    private const string Opening = "<script type=\"application/gzip\" id=\"data\">";

    public static JsonElement Of(string page)
    {
        int start = page.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        int end = page.IndexOf("</script>", start, StringComparison.Ordinal);
        using MemoryStream packed = new(Convert.FromBase64String(page[start..end]));
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        return JsonDocument.Parse(unpacked).RootElement;
    }

    public static JsonElement OfFile(string path) => Of(File.ReadAllText(path));
}
