using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>
/// Notes what the source says of its limits: before and after a run, and after every so many answers while it goes on. The latter happens beside
/// the run: it neither delays it nor fails it.
/// </summary>
internal sealed class RateLimitRecords(RunContext run, string job) : IAsyncDisposable
{
    private const string Before = "pre";
    private const string During = "during";
    private const string After = "post";

    /// <summary>How long the end of a run waits for what it began to ask; enough for an answer and a row.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A finished run waits for the end of the minute's window for its last row, and no longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task _asking = Task.CompletedTask;
    private long _answers;
    private int _sequence;
    private bool _isKnown;

    /// <summary>The row before the run. Where the source cannot say, it is not asked again: that stops no run.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken) =>
        _isKnown = await WriteAsync(Before, cancellationToken).ConfigureAwait(false);

    /// <summary>A request of the run was answered.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            if (++_answers % Math.Max(run.Options.RateStatusEvery, 1) == 0 && _isKnown && run.Options.RateStatusEvery > 0)
            {
                _asking = AskAsync(_asking);
            }
        }
    }

    /// <summary>The row after the run.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await StopAsync(Patience).ConfigureAwait(false);
        if (!_isKnown)
        {
            return;
        }

        // Nobody waits an hour to learn that there is nothing left: the work is done.
        if (run.Source.ExpectedWait is { } wait && wait > LongestWait)
        {
            run.Log.RateLimitNotAsked(After, wait.TotalSeconds);
        }
        else
        {
            await WriteAsync(After, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The row after a run that failed; not where source or store are what failed.</summary>
    public async Task EndBrieflyAsync(IngestException failure)
    {
        if (failure.Id is IngestErrorId.SourceKeyRefused or IngestErrorId.SourceUnreachable or IngestErrorId.SourceBusy
            or IngestErrorId.SourceRateLimited or IngestErrorId.StoreUnreachable or IngestErrorId.StoreBusy or IngestErrorId.LeaseLost)
        {
            return;
        }

        using CancellationTokenSource brief = new(Patience);
        try
        {
            await EndAsync(brief.Token).ConfigureAwait(false);
        }
        catch (Exception missed) when (missed is IngestException or OperationCanceledException)
        {
            run.Log.RateLimitUnknown(After, (missed as IngestException)?.Id ?? IngestErrorId.RunFailed, missed.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>One after the other, off the run's own path.</summary>
    private async Task AskAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await WriteAsync(During, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The run ends: its last row says more.
        }
        catch (Exception failure)
        {
            // A store that fails ends the run by the rows of the run.
            run.Log.RateLimitUnknown(During, (failure as IngestException)?.Id ?? IngestErrorId.RunFailed, failure.Message);
        }
    }

    private async Task StopAsync(TimeSpan patience)
    {
        Task asking;
        lock (_lock)
        {
            asking = _asking;
        }

        if (!asking.IsCompleted)
        {
            _stopping.CancelAfter(run.Source.ExpectedWait > patience ? TimeSpan.Zero : patience);
            await asking.ConfigureAwait(false);
        }
    }

    /// <summary>False when the source could not say.</summary>
    private async Task<bool> WriteAsync(string timing, CancellationToken cancellationToken)
    {
        // It is begun by an answer to some series, to which it does not belong.
        using IDisposable? scope = run.Log.BeginScope(LogScope.Series("rate limit status"));
        Dataset dataset = RateLimitStatusRecords.Dataset;
        RowBatch rows = new(dataset, 1);
        try
        {
            await run.Source.ReadRateLimitAsync(rows, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException failure)
        {
            run.Log.RateLimitUnknown(timing, failure.Id, failure.Message);
            return false;
        }

        int useCase = dataset.Ordinal("use_case");
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Set(row, dataset.Ordinal("run_id"), run.RunId);
            rows.Set(row, dataset.Ordinal("sequence"), _sequence++);
            rows.Set(row, dataset.Ordinal("timestamp"), run.Source.ServerNow);
            rows.Set(row, useCase, job.Length <= dataset.Columns[useCase].Length ? job : job[..dataset.Columns[useCase].Length]);
            rows.Set(row, dataset.Ordinal("record_timing"), timing);
        }

        if (rows.Count > 0)
        {
            await run.WriteAsync([new TableWrite(rows, WriteMode.Replace)], [], [], cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
