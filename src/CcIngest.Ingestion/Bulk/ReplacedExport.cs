using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// The export that a new one replaces in its folder. While the new one is written its manifest lies aside under another name, so that an export that
/// is killed leaves no manifest and yet the next one knows which files to remove.
/// </summary>
internal static class ReplacedExport
{
    /// <summary>The name of the manifest that lies aside.</summary>
    public const string FileName = "_manifest.old.json";

    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Lays the manifest of a folder aside: from now on the folder is no whole export.</summary>
    /// <param name="manifest">The manifest as it was read; null when there is none.</param>
    public static void LayAside(string folder, ExportManifest? manifest)
    {
        if (manifest is not null)
        {
            // An export that was killed at its very end: the one it replaced goes first.
            Remove(folder, manifest.Files);
            File.Move(Path.Combine(folder, ExportManifest.FileName), Path.Combine(folder, FileName), overwrite: true);
        }
    }

    /// <summary>Removes the files of the manifest that lies aside, then the manifest.</summary>
    /// <param name="kept">Files that the export that is there has too.</param>
    public static void Remove(string folder, IReadOnlyList<ManifestFile> kept)
    {
        foreach (ManifestFile gone in Files(folder).ExceptBy(kept.Select(file => file.Path), file => file.Path))
        {
            // A folder that is gone has no file any more.
            if (File.Exists(gone.In(folder)))
            {
                File.Delete(gone.In(folder));
            }
        }

        File.Delete(Path.Combine(folder, FileName));
    }

    /// <summary>Refuses a folder whose export was begun and is not whole: it has files of two exports.</summary>
    /// <exception cref="IngestException">FileMismatch.</exception>
    public static void Refuse(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (File.Exists(path) && !File.Exists(Path.Combine(folder, ExportManifest.FileName)))
        {
            throw FileFailures.Mismatch(
                path, "an export into this folder was broken off while it replaced another one; the folder has files of both.", "Export again, then import.");
        }
    }

    private static IReadOnlyList<ManifestFile> Files(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<OldManifest>(stream, Form)?.Files is { } files && files.All(file => file is { Path: not null, IsWithin: true })
                ? files
                : throw FileFailures.Mismatch(path, "it names no files, or files outside of its folder.", "Remove it, and what is left of the export before.");
        }
        catch (JsonException wrong)
        {
            throw new IngestException(
                IngestErrorId.FileMismatch, $"'{path}' is no manifest of an export: {wrong.Message}", "Remove it, and what is left of the export before.", wrong);
        }
    }

    private sealed record OldManifest(IReadOnlyList<ManifestFile>? Files);
}
