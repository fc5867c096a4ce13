using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Appends a line to a file, whole or not at all; processes that share the file take turns.</summary>
internal sealed class OpenFile(FileAlertSink sink, TimeProvider time) : IOpenSink
{
    private const string Advice = "Choose a file in a folder that is there, and that the account may write.";

    /// <summary>That others may take for their lines.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    /// <summary>Writes nothing: a file that is not there yet is not made.</summary>
    /// <param name="timeout">For opening it.</param>
    public static async Task<CheckFinding> LookAsync(FileAlertSink sink, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            // On a thread of its own, for the same reasons as the sending.
            await Task.Run(() => TryOpen(sink.Path), cancellationToken).WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
            return CheckFinding.Passed("It can be written.");
        }
        catch (TimeoutException)
        {
            return CheckFinding.Failed(
                string.Create(CultureInfo.InvariantCulture, $"It could not be opened in {timeout.TotalSeconds:0.###} s, as a pipe that nobody reads, or a server of files that is away."), Advice);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return CheckFinding.Failed(failure.Message, Advice);
        }
    }

    public async Task<SinkAnswer> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = new(sink.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            // On a thread of its own: a pipe that nobody reads, or a server of files that is away, blocks the opening.
            await Task.Run(() => AppendAsync(message, either.Token), either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            return new SinkAnswer(true, false, "Written.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SinkAnswer(false, false, string.Create(CultureInfo.InvariantCulture, $"It had not taken the line after {sink.Timeout.TotalSeconds:0.###} s."), Advice);
        }
        catch (Exception failure) when (failure is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return new SinkAnswer(false, false, failure.Message, Advice);
        }
        catch (IOException failure)
        {
            // Another process may be writing its own line.
            return new SinkAnswer(false, true, failure.Message, Advice);
        }
    }

    private async Task AppendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        FileStream file = await FileTurn.OpenAsync(
            sink.Path, FileMode.Append, FileAccess.Write, OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None, Turn, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(message.ToJson() + "\n"), cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
    }

    private static void TryOpen(string path)
    {
        bool isNew = !File.Exists(path);
        using FileStream open = new(
            isNew ? $"{path}.{Environment.ProcessId}.try" : path, isNew ? FileMode.CreateNew : FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0,
            isNew ? FileOptions.DeleteOnClose : FileOptions.None);
    }
}
