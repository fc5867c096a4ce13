namespace CcIngest.Ingestion;

/// <summary>Small files that processes write in turns.</summary>
internal static class FileTurn
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Opens a file, and waits while another process has it; unbuffered. To append on Unix nothing may be shared: the end is looked for once, when it is
    /// opened, and two that write there at once write over each other.
    /// </summary>
    /// <param name="patience">In real time.</param>
    /// <exception cref="IOException">It cannot be opened; <see cref="IsTaken"/> tells whether others have it yet.</exception>
    public static async Task<FileStream> OpenAsync(string path, FileMode mode, FileAccess access, FileShare share, TimeSpan patience, CancellationToken cancellationToken)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, mode, access, share, bufferSize: 0);
            }
            catch (IOException busy) when (IsTaken(busy) && TimeProvider.System.GetElapsedTime(began) < patience)
            {
                await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether another process has the file in its hands; by the number of the system's error.</summary>
    public static bool IsTaken(IOException failure) => OperatingSystem.IsWindows()
        ? (failure.HResult & 0xFFFF) is 32 or 33
        : failure.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
