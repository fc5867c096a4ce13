using CcIngest.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion;

/// <summary>Looks at, and tries, the sinks of a job file, without a store and without a run.</summary>
public static class AlertChecks
{
    /// <summary>What each sink needs: the address of a webhook, the program of a command, the folder of a file. Sends nothing.</summary>
    /// <param name="timeout">The longest that one of them may take.</param>
    public static Task<IReadOnlyList<ConnectionCheck>> LookAsync(
        JobFile file, AlertAddresses addresses, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) =>
        Of(file, addresses, time, NullLoggerFactory.Instance).CheckAsync(timeout, cancellationToken);

    /// <summary>Gives sinks a message that says it is a test; the store keeps nothing of it.</summary>
    /// <param name="file">The job.</param>
    /// <param name="addresses">Of its webhooks.</param>
    /// <param name="sinks">Names; empty for all.</param>
    /// <exception cref="IngestException">SelectionEmpty: the job has no such sink, or none at all.</exception>
    public static Task<IReadOnlyList<AlertDelivery>> TestAsync(
        JobFile file, AlertAddresses addresses, IReadOnlyCollection<string> sinks, TimeProvider time, ILoggerFactory loggers,
        CancellationToken cancellationToken) => Of(file, addresses, time, loggers).TestAsync(file.Job.Name, Named(file, sinks), cancellationToken);

    /// <summary>The sinks of these names; all of them when none is named.</summary>
    /// <exception cref="IngestException">SelectionEmpty: the job has no such sink, or none at all.</exception>
    public static IReadOnlyList<string> Named(JobFile file, IReadOnlyCollection<string> sinks)
    {
        string[] known = [.. file.Alerts.Sinks.Select(sink => sink.Name)];
        if (known.Length == 0)
        {
            throw new IngestException(IngestErrorId.SelectionEmpty, $"The job {file.Job.Name} has no alerts.", "docs/alerts.md says how a job file gets them.");
        }

        return sinks.FirstOrDefault(sink => !known.Contains(sink)) is { } unknown
            ? throw new IngestException(
                IngestErrorId.SelectionEmpty, $"The job {file.Job.Name} has no sink '{unknown}'.", $"Use one of {string.Join(", ", known)}.{NearestWord.Hint(unknown, known)}")
            : sinks.Count == 0 ? known : [.. known.Where(sinks.Contains)];
    }

    private static JobAlerts Of(JobFile file, AlertAddresses addresses, TimeProvider time, ILoggerFactory loggers) =>
        new(file.Alerts, addresses, stateFolder: null, ProgramCalls.Instance, time, loggers.CreateLogger(nameof(AlertChecks)));
}
