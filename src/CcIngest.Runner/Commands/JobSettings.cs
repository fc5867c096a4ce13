using System.CommandLine;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Runner.Commands;

/// <summary>The settings of a command line: those of <c>--set</c>, then those of its job file, then those of the surroundings.</summary>
internal static class JobSettings
{
    public static Option<string[]> Option() => new("--set")
    {
        Description = "A setting as NAME=VALUE, for example --set DB_FILE=market.db. Ranks above the environment. Repeatable.",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <exception cref="IngestException">The file cannot be read, or is no job.</exception>
    public static async Task<JobFile> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return JobFile.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken).ConfigureAwait(false), file.Name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IngestException(IngestErrorId.JobInvalid, $"The job file {file} cannot be read: {failure.Message}", "Check its path and its rights.", failure);
        }
    }

    /// <param name="job">Null without a job file.</param>
    /// <param name="assignments">What <c>--set</c> said.</param>
    /// <exception cref="IngestException">A setting is wrong.</exception>
    public static Settings Load(JobFile? job, IReadOnlyList<string>? assignments)
    {
        Dictionary<string, string?> parameters = new(job?.Parameters ?? new Dictionary<string, string?>(), StringComparer.OrdinalIgnoreCase);
        foreach (string assignment in assignments ?? [])
        {
            (string name, string value) = Read(assignment);
            parameters[name] = value;
        }

        return Settings.Load(parameters, Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory());
    }

    /// <summary>The addresses of the webhooks of a job's alerts.</summary>
    /// <exception cref="IngestException">A line of <c>.env</c> cannot be read.</exception>
    public static AlertAddresses Addresses(JobFile job) => AlertAddresses.Read(job.Alerts, Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory());

    private static (string Name, string Value) Read(string assignment)
    {
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (assignment[..equals], assignment[(equals + 1)..])
            : throw new IngestException(IngestErrorId.SettingInvalid, $"--set '{assignment}' is not NAME=VALUE.", "Write it as --set DB_ENGINE=sqlite.");
    }
}
