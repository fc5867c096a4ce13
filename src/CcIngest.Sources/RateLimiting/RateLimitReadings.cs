using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>The limits of a source for people: as the API says them, and as the processes of this machine know them together.</summary>
public static class RateLimitReadings
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(5);

    private static readonly (string Name, TimeSpan Length)[] Windows =
    [
        ("second", RateWindow.Second), ("minute", RateWindow.Minute), ("hour", RateWindow.Hour), ("day", RateWindow.Day), ("month", RateWindow.Month),
    ];

    /// <summary>Asks the API, which counts as a call. The ends of the windows are those that answers told, where the file has them.</summary>
    /// <exception cref="IngestException">The API did not say.</exception>
    public static async Task<IReadOnlyList<RateLimitRecord>> AskAsync(
        IMarketDataSource source, SourceOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        RowBatch rows = new(RateLimitStatusRecords.Dataset, 1);
        await source.ReadRateLimitAsync(rows, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RateLimitRecord> shared = await ReadSharedAsync(options, time, cancellationToken).ConfigureAwait(false);
        string key = options.ApiKey is { IsEmpty: false } ? "api_key" : "auth_key";
        return
        [
            .. from window in Windows
               let limit = Count(rows, $"{key}_max_{window.Name}")
               where limit is not null
               select new RateLimitRecord
               {
                   Origin = RateLimitOrigin.Live,
                   Window = window.Name,
                   Used = Count(rows, $"{key}_used_{window.Name}"),
                   Limit = limit,
                   Remaining = Count(rows, $"{key}_remaining_{window.Name}"),
                   ObservedAt = source.ServerNow,
                   ResetsAt = shared.FirstOrDefault(known => known.Window == window.Name)?.ResetsAt,
                   PausedUntil = shared.Count > 0 ? shared[0].PausedUntil : null,
               },
        ];
    }

    /// <summary>What the file of the source's scope says; empty when there is no file, or it says nothing.</summary>
    /// <exception cref="IngestException">The file cannot be read.</exception>
    public static async Task<IReadOnlyList<RateLimitRecord>> ReadSharedAsync(SourceOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.StateFolder is not { } folder)
        {
            return [];
        }

        string path = Path.Combine(folder, BudgetScope.FileName(options, options.DataApi));
        BudgetRecord record;
        try
        {
            while (!new BudgetFile(path).TryRead(out record))
            {
                await Task.Delay(LockPause, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IngestException(IngestErrorId.SettingInvalid, $"{path} cannot be read: {failure.Message}",
                "Check STATE_DIR and the rights of the folder.", failure);
        }

        return ToRecords(record, time.GetUtcNow());
    }

    /// <summary>What a record says, for people.</summary>
    internal static IReadOnlyList<RateLimitRecord> ToRecords(BudgetRecord record, DateTimeOffset now)
    {
        HolderRecord[] holders = [.. record.Holders.Where(holder => holder.Process.HasEnded != true)];
        DateTimeOffset heldUntil = record.BannedUntil > record.PausedUntil ? record.BannedUntil : record.PausedUntil;
        DateTime? pausedUntil = heldUntil > now ? heldUntil.UtcDateTime : null;
        IEnumerable<RateLimitRecord> windows = record.Windows.Select(window => Of(window, now));
        if (record.Windows.Count == 0 && pausedUntil is not null)
        {
            // The first answer of all was a refusal that spoke of no window.
            windows = [new RateLimitRecord { Origin = RateLimitOrigin.Shared, Window = "all", ObservedAt = now.UtcDateTime }];
        }

        return [.. windows.Select(window => window with
        {
            PausedUntil = pausedUntil,
            UnderWay = holders.Sum(holder => holder.UnderWay),
            Holders = holders.Length,
        })];
    }

    private static RateLimitRecord Of(WindowRecord window, DateTimeOffset now)
    {
        // Once it has ended, nothing is used of the next one as far as is known here.
        bool hasEnded = window.EndsAt <= now;
        long remaining = hasEnded ? window.Limit : window.Remaining;
        return new RateLimitRecord
        {
            Origin = RateLimitOrigin.Shared,
            Window = Windows.FirstOrDefault(known => known.Length == window.Length).Name ?? FormattableString.Invariant($"{window.Length.TotalSeconds} s"),
            Used = Math.Max(0, window.Limit - remaining),
            Limit = window.Limit,
            Remaining = remaining,
            ObservedAt = now.UtcDateTime,
            ResetsAt = !hasEnded && window.EndIsKnown ? window.EndsAt.UtcDateTime : null,
        };
    }

    private static long? Count(RowBatch rows, string column)
    {
        int ordinal = rows.Dataset.Ordinal(column);
        int row = rows.Count - 1;
        return row < 0 || rows.IsNull(row, ordinal) ? null : rows.Int64(row, ordinal);
    }
}
