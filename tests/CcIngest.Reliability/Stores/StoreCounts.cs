using System.Data.Common;
using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>What a store had at the moment of a kill.</summary>
/// <param name="Rows">Rows of series.</param>
/// <param name="CompletePeriods">Periods that coverage calls complete: at any moment as many as <paramref name="Rows"/>.</param>
/// <param name="Pending">Stretches that are asked for and not had.</param>
/// <param name="LastOutcome">The newest run's outcome; null before the first one is recorded.</param>
internal sealed record StoreCounts(long Rows, long CompletePeriods, long Pending, string? LastOutcome)
{
    public static readonly StoreCounts None = new(0, 0, 0, null);

    /// <summary>The series tables of all workloads; coverage is counted in their periods.</summary>
    public static IReadOnlyList<Dataset> CandleTables { get; } =
        [.. DatasetCatalog.All.Where(dataset => dataset.Series is not null && (dataset.Interval == Interval.OneDay || dataset.Interval == Interval.OneHour))];

    /// <param name="connection">A connection to the tables; all of them are there.</param>
    /// <param name="hours">An expression for the hours between <c>from_time</c> and <c>to_time</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>One statement, so that one state of the store answers, whatever is committed meanwhile.</remarks>
    public static async Task<StoreCounts> ReadAsync(DbConnection connection, string hours, CancellationToken cancellationToken)
    {
        string rows = string.Join(" + ", CandleTables.Select(table => $"(SELECT COUNT(*) FROM {table.Table})"));
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = $"""
                SELECT {rows},
                    (SELECT COALESCE(SUM(CASE interval_name WHEN '1d' THEN {hours} / 24 ELSE {hours} END), 0) FROM cc_coverage WHERE state = 'Complete'),
                    (SELECT COUNT(*) FROM cc_coverage WHERE state = 'Pending'),
                    (SELECT outcome FROM cc_runs ORDER BY started_at DESC LIMIT 1)
                """;
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                return new StoreCounts(Number(reader, 0), Number(reader, 1), Number(reader, 2), reader.IsDBNull(3) ? null : reader.GetString(3));
            }
        }
    }

    public static async Task<long> NumberAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
        }
    }

    private static long Number(DbDataReader reader, int ordinal) =>
        (long)Math.Round(Convert.ToDouble(reader.GetValue(ordinal), CultureInfo.InvariantCulture));
}
