using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// The book for times without a store: a small file for each cause and sink, in the folder that the processes of a user share. It knows of this machine
/// only, so two machines may each tell once.
/// </summary>
/// <param name="folder">Null for none: then nothing is known, and every message is sent. Better twice than never.</param>
internal sealed class FileAlertBook(string? folder) : IAlertBook
{
    private static readonly JsonSerializerOptions Form = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>That others may take to read or write one of the files; on Unix reading keeps writers out as well.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    private readonly string? _folder = folder is null ? null : Path.Combine(folder, "alerts");

    public async Task<IReadOnlyList<AlertRecord>> ReadAsync(string job, CancellationToken cancellationToken)
    {
        List<AlertRecord> known = [];
        foreach (string path in Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder, "*.json") : [])
        {
            try
            {
                FileStream file = await FileTurn.OpenAsync(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, Turn, cancellationToken).ConfigureAwait(false);
                await using (file.ConfigureAwait(false))
                {
                    if (await ReadAsync(file, cancellationToken).ConfigureAwait(false) is { } alert && alert.Job == job)
                    {
                        known.Add(alert);
                    }
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // In the hands of another process, which knows better.
            }
        }

        return known;
    }

    public async Task<bool> ClaimAsync(AlertRecord alert, CancellationToken cancellationToken)
    {
        if (_folder is null)
        {
            return true;
        }

        try
        {
            MakeFolder(_folder);
            FileStream file;
            try
            {
                file = await FileTurn.OpenAsync(PathOf(alert), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, Turn, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException busy) when (FileTurn.IsTaken(busy))
            {
                // Another process has had it in its hands all the time: it sends.
                return false;
            }

            await using (file.ConfigureAwait(false))
            {
                AlertRecord? stored = await ReadAsync(file, cancellationToken).ConfigureAwait(false);
                if (stored is not null && stored.Number >= alert.Number)
                {
                    return false;
                }

                await WriteAsync(file, alert, cancellationToken).ConfigureAwait(false);
                return true;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full disk, or rights: what is not written down is told all the same.
            return true;
        }
    }

    public async Task KeepAsync(AlertRecord alert, CancellationToken cancellationToken)
    {
        if (_folder is null)
        {
            return;
        }

        try
        {
            MakeFolder(_folder);
            FileStream file = await FileTurn.OpenAsync(PathOf(alert), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, Turn, cancellationToken)
                .ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
            {
                await WriteAsync(file, alert, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The message is out; what is lost is that it was.
        }
    }

    /// <summary>The store has taken over what is known of a cause.</summary>
    public void Forget(AlertRecord alert)
    {
        try
        {
            if (_folder is not null && File.Exists(PathOf(alert)))
            {
                File.Delete(PathOf(alert));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // An old file says less than the store's row, which is younger.
        }
    }

    /// <summary>For this user only: messages say what is wrong, and where.</summary>
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string PathOf(AlertRecord alert) => Path.Combine(
        _folder ?? "", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{alert.CauseId} {alert.Sink}")))[..32] + ".json");

    private static async Task<AlertRecord?> ReadAsync(FileStream file, CancellationToken cancellationToken)
    {
        try
        {
            return file.Length == 0 ? null : await JsonSerializer.DeserializeAsync<AlertRecord>(file, Form, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task WriteAsync(FileStream file, AlertRecord alert, CancellationToken cancellationToken)
    {
        // Over what is there, which a full disk allows as a rule; emptied first, what is known would be lost.
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(alert, Form);
        file.Position = 0;
        await file.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        file.SetLength(text.Length);
    }
}
