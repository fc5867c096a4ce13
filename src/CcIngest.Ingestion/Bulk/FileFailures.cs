using CcIngest.Model;
using CcIngest.Parquet;

namespace CcIngest.Ingestion;

/// <summary>Failures of files, told for people.</summary>
internal static class FileFailures
{
    /// <summary>Works on a file; what the system or the format says of it is told as a failure of this file only.</summary>
    public static async Task<T> ReadAsync<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (ParquetException wrong)
        {
            throw new IngestException(
                IngestErrorId.FileUnreadable, wrong.Message, "Write the file again, or have it copied again: what was read before this place is stored.", wrong,
                FailureScope.Leg);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IngestException(
                IngestErrorId.FileUnreadable, $"'{path}' cannot be read: {failure.Message}", "Name a file or folder that is there and that you may read.",
                failure, FailureScope.Leg);
        }
    }

    /// <summary>Writes files; what the system says of it ends the export.</summary>
    public static T Write<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ParquetException wrong)
        {
            throw new IngestException(IngestErrorId.FileUnwritable, $"'{path}': {wrong.Message}", "Correct the row, or leave its series out.", wrong);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IngestException(
                IngestErrorId.FileUnwritable, $"'{path}' cannot be written: {failure.Message}", "Choose a folder that is yours, with room for the files.", failure);
        }
    }

    /// <summary>A file that is not what somebody says of it.</summary>
    public static IngestException Mismatch(string path, string what, string advice) =>
        new(IngestErrorId.FileMismatch, $"'{path}': {what}", advice, scope: FailureScope.Leg);
}
