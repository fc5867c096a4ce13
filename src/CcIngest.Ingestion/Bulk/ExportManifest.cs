using System.Text.Json;
using System.Text.Json.Serialization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// What an export says of its files: it is written last, so where it is, all files are. Paths are relative to its folder, with slashes.
/// </summary>
public sealed record ExportManifest
{
    /// <summary>Its name in the folder of an export.</summary>
    public const string FileName = "_manifest.json";

    private const int KnownVersion = 1;

    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public int Version { get; init; } = KnownVersion;

    /// <summary>The dataset's word.</summary>
    public required string Dataset { get; init; }

    /// <summary>The length of a period; null for what is no time series.</summary>
    public string? Interval { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>The engine of the store that the rows came from.</summary>
    public required string Engine { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ExportedAt { get; init; }

    /// <summary>UTC, inclusive; null when the export has all times.</summary>
    public DateTime? From { get; init; }

    /// <summary>UTC, exclusive; null when the export has all times.</summary>
    public DateTime? To { get; init; }

    public required long Rows { get; init; }

    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>The coverage of the series, as a Parquet file of <c>cc_coverage</c>; null for what is no time series.</summary>
    public ManifestFile? Coverage { get; init; }

    /// <summary>The manifest of a folder, or null when it has none.</summary>
    /// <exception cref="IngestException">FileMismatch: the manifest cannot be read, or is of a later version.</exception>
    public static ExportManifest? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            ExportManifest? manifest = JsonSerializer.Deserialize<ExportManifest>(stream, Form);
            return manifest?.Version == KnownVersion && manifest.Files.Concat(manifest.Coverage is { } coverage ? [coverage] : []).All(file => file is { IsWithin: true })
                ? manifest
                : throw FileFailures.Mismatch(path, "the manifest is of another version, or names files outside of its folder.", "Export again with this version.");
        }
        catch (JsonException wrong)
        {
            throw new IngestException(
                IngestErrorId.FileMismatch, $"'{path}' is no manifest of an export: {wrong.Message}",
                "Export again, or remove the manifest to import the files without it.", wrong, FailureScope.Leg);
        }
    }

    /// <summary>Writes the manifest under another name and renames it.</summary>
    public void Write(string folder)
    {
        string path = Path.Combine(folder, FileName);
        FileFailures.Write(path, () =>
        {
            using (FileStream stream = new(path + ".unfinished", FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(stream, this, Form);
                stream.Flush(flushToDisk: true);
            }

            File.Move(path + ".unfinished", path, overwrite: true);
            return 0;
        });
    }
}

/// <summary>A file of an export.</summary>
/// <param name="Path">Relative to the manifest's folder, with slashes.</param>
/// <param name="Sha256">Of the file, 64 hexadecimal digits.</param>
public sealed record ManifestFile(string Path, long Rows, long Bytes, string Sha256)
{
    /// <summary>Whether the path leads nowhere but into the folder.</summary>
    [JsonIgnore]
    internal bool IsWithin => Path.Length > 0 && !Path.Contains('\0', StringComparison.Ordinal) && !System.IO.Path.IsPathRooted(Path) && !Path.Contains('\\', StringComparison.Ordinal)
        && Path.Split('/').All(part => part is not ("" or "." or ".."));

    internal string In(string folder) => System.IO.Path.Combine([folder, .. Path.Split('/')]);
}
