using System.Globalization;
using System.Text.RegularExpressions;

namespace CcIngest.Ingestion;

/// <summary>
/// A file that text is added to; from a size on it is put aside under its time, and a new one is begun. Processes that share it take turns by a lock file
/// beside it, across containers too, and across users where each may write what another has made. It is open only while it is written. One thread at a time.
/// </summary>
/// <param name="path">Absolute.</param>
/// <param name="fileBytes">A file that is this large is put aside before more is added.</param>
/// <param name="files">Files that are kept, the one that is written among them.</param>
internal sealed partial class RollingFile(string path, long fileBytes, int files, TimeProvider time)
{
    private const string MomentForm = "yyyyMMdd'T'HHmmssfff";

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(5);

    private readonly string _stem = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileNameWithoutExtension(path));
    private readonly string _extension = Path.GetExtension(path);

    /// <summary>Adds bytes as a whole.</summary>
    /// <exception cref="IOException">The file cannot be written, or others have had it for too long.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        FileStream alone = await LockAsync(cancellationToken).ConfigureAwait(false);
        await using (alone.ConfigureAwait(false))
        {
            if (new FileInfo(path) is { Exists: true } known && known.Length >= fileBytes)
            {
                PutAside();
            }

            FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void PutAside()
    {
        // After all that are there, also where the clock has not gone on since, or has gone back: the oldest go, and the name says which these are.
        DateTime now = time.GetUtcNow().UtcDateTime;
        DateTime at = new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond));
        DateTime last = Aside().Select(MomentOf).DefaultIfEmpty().Max();
        string moment = (at > last ? at : last.AddMilliseconds(1)).ToString(MomentForm, CultureInfo.InvariantCulture);
        string aside = $"{_stem}.{moment}{_extension}";
        try
        {
            File.Move(path, aside);
        }
        catch (IOException)
        {
            // On Windows somebody may have it open, such as a shipper of logs: the lines go on in the file that is too large, until it can be put aside.
            return;
        }

        foreach (string old in Aside().OrderDescending(StringComparer.Ordinal).Skip(files - 1))
        {
            try
            {
                File.Delete(old);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // It is among the oldest again the next time.
            }
        }
    }

    private string[] Aside() =>
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(path) ?? ".", $"{Path.GetFileName(_stem)}.*{_extension}")
            .Where(file => Moment().IsMatch(file[_stem.Length..^_extension.Length])),
    ];

    private DateTime MomentOf(string aside) => DateTime.TryParseExact(
        aside[(_stem.Length + 1)..^_extension.Length], MomentForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime moment) ? moment : default;

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException busy) when (busy is not DirectoryNotFoundException && TimeProvider.System.GetElapsedTime(began) < LockPatience)
            {
                await Task.Delay(LockPoll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    [GeneratedRegex(@"^\.\d{8}T\d{9}$", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
