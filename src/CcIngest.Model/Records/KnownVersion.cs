namespace CcIngest.Model;

/// <summary>What was known of a row at a moment.</summary>
/// <param name="KnownFrom">UTC, from when on.</param>
/// <param name="OldValues">The values by column that have changed since; all others are those that are stored now.</param>
public sealed record KnownVersion(DateTime KnownFrom, IReadOnlyDictionary<string, object?> OldValues)
{
    /// <summary>The value that a column had in this version.</summary>
    /// <param name="column">The column's name in its table.</param>
    /// <param name="now">What is stored now.</param>
    public T Value<T>(string column, T now) => OldValues.TryGetValue(column, out object? old) ? (T)old! : now;

    /// <summary>
    /// Goes back from the stored row through its revisions. Each holds only the columns in which it differs from the version after it, so all that
    /// ended after the moment are laid over the row, the newest first.
    /// </summary>
    /// <param name="collectedAt">When the stored values became known, UTC.</param>
    /// <param name="revisions">Revisions of that row, in any order; those that ended before the moment do no harm.</param>
    /// <param name="moment">UTC. A version is known from its start on, and no more at its end.</param>
    /// <returns>Null when nothing of the row was known then.</returns>
    public static KnownVersion? At(DateTime collectedAt, IEnumerable<RevisionRecord> revisions, DateTime moment)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        DateTime knownFrom = collectedAt;
        foreach (RevisionRecord revision in revisions.Where(revision => revision.KnownUntil > moment).OrderByDescending(revision => revision.KnownUntil))
        {
            if (revision.OldValues is not { } old || revision.KnownFrom is not { } from)
            {
                return null;    // there was no row
            }

            foreach ((string column, object? value) in old)
            {
                values[column] = value;
            }

            knownFrom = from;
        }

        return knownFrom <= moment ? new KnownVersion(knownFrom, values) : null;
    }

    /// <inheritdoc cref="At(DateTime, IEnumerable{RevisionRecord}, DateTime)"/>
    public static TRecord? At<TRecord>(TRecord record, IEnumerable<RevisionRecord> revisions, DateTime moment)
        where TRecord : class, ISeriesRecord<TRecord> =>
        At(record.CollectedAt, revisions, moment) is { } version ? record.With(version) : null;
}
