using System.Security.Cryptography;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Files that belong together: those of an export with its manifest, or files without one.</summary>
/// <param name="Folder">The manifest's folder.</param>
/// <param name="Manifest">Null for files that nobody vouches for.</param>
internal sealed record ImportSet(string Folder, ExportManifest? Manifest, IReadOnlyList<ImportFile> Files)
{
    /// <summary>Whether all files of the manifest are to be imported: then its coverage is too.</summary>
    public bool IsWhole { get; init; }
}

/// <param name="Promise">What the manifest says of the file.</param>
internal sealed record ImportFile(string Path, ManifestFile? Promise);

/// <summary>Finds what a path means.</summary>
internal static class ImportFiles
{
    /// <summary>How far above a file its manifest may lie: date, exchange, and one more.</summary>
    private const int Levels = 4;

    /// <exception cref="IngestException">FileUnreadable or FileMismatch.</exception>
    public static ImportSet Find(string path)
    {
        if (File.Exists(path))
        {
            return OfFile(Path.GetFullPath(path));
        }

        if (!Directory.Exists(path))
        {
            throw new IngestException(
                IngestErrorId.FileUnreadable, $"There is no file or folder '{path}'.", "Name a Parquet file, or a folder that has some.", scope: FailureScope.Leg);
        }

        string folder = Path.GetFullPath(path);
        if (ExportManifest.Read(folder) is { } manifest)
        {
            return new ImportSet(folder, manifest, [.. manifest.Files.Select(file => new ImportFile(file.In(folder), file))]) { IsWhole = true };
        }

        string[] files = [.. Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith('_')).Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? new ImportSet(folder, null, [.. files.Select(file => new ImportFile(file, null))])
            : throw new IngestException(
                IngestErrorId.FileUnreadable, $"'{path}' has no Parquet file.", "Name a Parquet file, or a folder that has some.", scope: FailureScope.Leg);
    }

    /// <summary>Compares a file with what its manifest says, before a row of it is looked at.</summary>
    /// <exception cref="IngestException">FileMismatch: bytes or hash are others, or the file is gone.</exception>
    public static async Task VerifyAsync(string path, ManifestFile promise, CancellationToken cancellationToken)
    {
        const string Advice = "Copy or export the file again: nothing of it was stored.";
        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw FileFailures.Mismatch(path, "the manifest names the file, and it is not there.", Advice);
        }

        if (file.Length != promise.Bytes)
        {
            throw FileFailures.Mismatch(path, FormattableString.Invariant($"the file has {file.Length} bytes, the manifest says {promise.Bytes}."), Advice);
        }

        FileStream stream = file.OpenRead();
        await using (stream.ConfigureAwait(false))
        {
            string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            if (!string.Equals(hash, promise.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw FileFailures.Mismatch(path, $"the file's SHA-256 is {hash}, the manifest says {promise.Sha256}.", Advice);
            }
        }
    }

    private static ImportSet OfFile(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        for (int level = 0; level < Levels && folder is not null; level++, folder = Path.GetDirectoryName(folder))
        {
            ReplacedExport.Refuse(folder);
            if (ManifestIn(folder, isOwn: level == 0) is { } manifest && manifest.Files.FirstOrDefault(file => file.In(folder) == path) is { } promise)
            {
                return new ImportSet(folder, manifest, [new ImportFile(path, promise)]);
            }
        }

        return new ImportSet(Path.GetDirectoryName(path) ?? ".", null, [new ImportFile(path, null)]);
    }

    /// <summary>Further up, a file of that name may be anybody's, and none of this file's business.</summary>
    private static ExportManifest? ManifestIn(string folder, bool isOwn)
    {
        try
        {
            return ExportManifest.Read(folder);
        }
        catch (Exception unreadable) when (!isOwn && unreadable is IngestException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
