using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The files of schedules in a folder, for whoever takes them to where they run. Runs nothing.</summary>
/// <param name="form">What they look like.</param>
/// <param name="folder">Made when something is installed.</param>
public sealed class FolderScheduler(ScheduleForm form, string folder) : IScheduler
{
    /// <summary>schtasks reads UTF-16; the byte order mark tells readers of the file.</summary>
    private readonly Encoding _encoding = form.Kind == ScheduleKind.TaskScheduler ? Encoding.Unicode : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public ScheduleKind Kind => form.Kind;

    public string PlaceOf(string name) => Path.Combine(folder, ScheduledJob.Prefix + name + form.Ending);

    public Task<string> PreviewAsync(ScheduledJob job, CancellationToken cancellationToken) =>
        Task.FromResult(string.Join("\n", form.Write(job).Select(file => $"{Path.Combine(folder, file.Name)}:\n{file.Text}")));

    public async Task<IReadOnlyList<ScheduledJob>> ListAsync(CancellationToken cancellationToken)
    {
        List<ScheduledJob> jobs = [];
        if (Directory.Exists(folder))
        {
            foreach (string path in Directory.EnumerateFiles(folder, $"{ScheduledJob.Prefix}*{form.Ending}").Order(StringComparer.Ordinal))
            {
                if (form.Read(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)) is { } job)
                {
                    jobs.Add(job);
                }
            }
        }

        return jobs;
    }

    public async Task<ScheduleChange> InstallAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ScheduleChange change = ScheduleChange.Unchanged;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (ScheduleFile file in form.Write(job))
            {
                string path = Path.Combine(folder, file.Name);
                bool wasThere = File.Exists(path);
                if (!wasThere || await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) != file.Text)
                {
                    change = wasThere ? ScheduleChange.Replaced : change == ScheduleChange.Replaced ? change : ScheduleChange.Registered;
                    await File.WriteAllTextAsync(path, file.Text, _encoding, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IngestException(
                IngestErrorId.SchedulerUnavailable, $"The files of a schedule cannot be written to '{folder}': {failure.Message}", "Choose a folder that is yours.", failure);
        }

        return change;
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (string ending in form.Endings)
        {
            File.Delete(Path.Combine(folder, ScheduledJob.Prefix + name + ending));
        }

        return Task.CompletedTask;
    }

    public Task<CheckFinding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(
        CheckFinding.Warning($"The schedule is files in '{folder}', and nothing runs them there.", "Take them to the machine that shall run them, or register without -Folder."));
}
