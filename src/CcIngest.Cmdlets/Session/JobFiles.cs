using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Cmdlets;

/// <summary>Job files as a cmdlet sees them: in the current location, and with the session's store and source where they name none.</summary>
internal static class JobFiles
{
    /// <param name="cmdlet">The cmdlet that asks, on its pipeline thread.</param>
    /// <param name="file">A file system path.</param>
    /// <exception cref="IngestException">JobInvalid: it cannot be read, or is no job.</exception>
    public static JobFile Read(PSCmdlet cmdlet, string file)
    {
        try
        {
            return JobFile.Parse(File.ReadAllText(file), Path.GetFileName(file), cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IngestException(
                IngestErrorId.JobInvalid, $"The job file '{file}' cannot be read: {failure.Message}", "Name a JSON file that is there and readable.", failure);
        }
    }

    /// <summary>The settings of a job. Pipeline thread only.</summary>
    /// <param name="cmdlet">The cmdlet that asks.</param>
    /// <param name="file">What ranks before environment and files.</param>
    /// <param name="store">Ranks before the job file; null when none was given.</param>
    /// <param name="source">The same of the source.</param>
    /// <exception cref="IngestException">A setting has a bad value.</exception>
    public static Settings Settings(PSCmdlet cmdlet, JobFile file, ConnectedStore? store, ConnectedSource? source)
    {
        Settings settings = SessionSettings.Load(cmdlet, file.Parameters);
        return settings with
        {
            Store = store is null && Says(file, "DB_ENGINE", "DB_FILE", "DB_HOST", "DB_PORT", "DB_NAME", "DB_SCHEMA", "DB_USER")
                ? settings.Store : SessionSettings.StoreOptions(cmdlet, store),
            Source = source is null && Says(file, ["DATA_API_BASE_URL", "MIN_API_BASE_URL", .. VenueCatalog.All.Select(venue => venue.AddressSetting)])
                ? settings.Source : SessionSettings.SourceOptions(cmdlet, source),
        };
    }

    /// <summary>The addresses of the webhooks of a job's alerts. Pipeline thread only.</summary>
    /// <exception cref="IngestException">A line of <c>.env</c> cannot be read.</exception>
    public static AlertAddresses Addresses(PSCmdlet cmdlet, JobFile file) => AlertAddresses.Read(
        file.Alerts, Environment.GetEnvironmentVariable, cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath);

    /// <summary>
    /// Whether the job file itself says where its store or source is: then it is not the session's. A file that only turns a knob (a pool size, a
    /// time-out) runs on the session's store and source as they are connected.
    /// </summary>
    private static bool Says(JobFile file, params string[] places) =>
        file.Parameters.Any(setting => setting.Value is not null && places.Contains(setting.Key, StringComparer.OrdinalIgnoreCase));
}
