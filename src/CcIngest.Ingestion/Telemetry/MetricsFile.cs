using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>
/// Keeps a file in Prometheus' text format up to date while work goes on, for the textfile collector of the node exporter. Runs come and go, so the
/// file adds up what all of them counted: a counter never falls back to 0 between runs, and several processes may share the file. It is replaced as a
/// whole; who reads it never sees half of one. That it cannot be written is a warning, and never ends a run.
/// </summary>
public sealed class MetricsFile : IAsyncDisposable
{
    /// <summary>Prometheus scrapes every 15 to 60 s.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly MetricsRecorder _recorder = new();
    private readonly Dictionary<string, MetricFamily> _unwritten = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    private MetricsFile(string path, TimeProvider time, ILogger log)
    {
        (_path, _time, _log) = (path, time, log);
        _loop = RunAsync();
    }

    /// <summary>Begins to listen. The file's folder must be there; the file need not.</summary>
    /// <exception cref="IngestException">SettingInvalid: there is no such folder.</exception>
    public static MetricsFile Open(string path, TimeProvider time, ILoggerFactory loggers) => Directory.Exists(Path.GetDirectoryName(path))
        ? new MetricsFile(path, time, loggers.CreateLogger<MetricsFile>())
        : throw new IngestException(
            IngestErrorId.SettingInvalid, $"METRICS_FILE is '{path}', and its folder is not there.", "Make the folder, or name a file in one that is there.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await WriteAsync().ConfigureAwait(false);
        _recorder.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using PeriodicTimer timer = new(Every, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                await WriteAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end; the last values are written by who ended it.
        }
    }

    private async Task WriteAsync()
    {
        Merge(_unwritten, _recorder.Take());
        if (_unwritten.Count == 0)
        {
            return;
        }

        try
        {
            FileStream alone = await LockAsync().ConfigureAwait(false);
            await using (alone.ConfigureAwait(false))
            {
                Dictionary<string, MetricFamily> all = new(StringComparer.Ordinal);
                Merge(all, await ReadAsync().ConfigureAwait(false));
                Merge(all, _unwritten.Values);
                string fresh = $"{_path}.{Environment.ProcessId}.new";
                await File.WriteAllTextAsync(fresh, PrometheusText.Write(all.Values)).ConfigureAwait(false);
                File.Move(fresh, _path, overwrite: true);
                _unwritten.Clear();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _log.MetricsNotWritten(_path, failure.Message);
        }
    }

    private async Task<IReadOnlyList<MetricFamily>> ReadAsync()
    {
        try
        {
            return File.Exists(_path) ? PrometheusText.Read(await File.ReadAllTextAsync(_path).ConfigureAwait(false)) : [];
        }
        catch (FormatException broken)
        {
            _log.MetricsBegunAnew(_path, broken.Message);
            return [];
        }
    }

    /// <summary>Processes that share the file take turns.</summary>
    private async Task<FileStream> LockAsync()
    {
        long began = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream($"{_path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (_time.GetElapsedTime(began) < LockPatience)
            {
                await Task.Delay(LockPoll, _time).ConfigureAwait(false);
            }
        }
    }

    private static void Merge(Dictionary<string, MetricFamily> into, IEnumerable<MetricFamily> families)
    {
        foreach (MetricFamily family in families)
        {
            if (!into.TryGetValue(family.Name, out MetricFamily? known) || known.Kind != family.Kind)
            {
                into[family.Name] = known = new MetricFamily(family.Name, family.Kind, family.Help);
            }

            known.Merge(family);
        }
    }
}
