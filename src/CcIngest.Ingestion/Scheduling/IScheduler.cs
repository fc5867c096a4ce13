using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What runs jobs at their times. Knows, changes and removes only what begins with <see cref="ScheduledJob.Prefix"/>.</summary>
public interface IScheduler
{
    ScheduleKind Kind { get; }

    /// <summary>Where a schedule stands.</summary>
    string PlaceOf(string name);

    /// <summary>Exactly what <see cref="InstallAsync"/> writes down.</summary>
    Task<string> PreviewAsync(ScheduledJob job, CancellationToken cancellationToken);

    /// <summary>Ours, by name.</summary>
    /// <exception cref="IngestException">SchedulerUnavailable.</exception>
    Task<IReadOnlyList<ScheduledJob>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Installs a schedule in place of the one of its name. The same again changes nothing.</summary>
    /// <exception cref="IngestException">SchedulerUnavailable.</exception>
    Task<ScheduleChange> InstallAsync(ScheduledJob job, CancellationToken cancellationToken);

    /// <summary>Removes a schedule; one that is not there is left at that.</summary>
    /// <exception cref="IngestException">SchedulerUnavailable.</exception>
    Task RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Whether it would run anything now.</summary>
    Task<CheckFinding> LookAsync(CancellationToken cancellationToken);
}
