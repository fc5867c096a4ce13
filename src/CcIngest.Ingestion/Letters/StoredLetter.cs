using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>A dead letter as the store has it.</summary>
/// <param name="Row">Its row of <c>cc_dead_letters</c>, the only one in its batch.</param>
/// <param name="Letter">The same as the rejected row that it was.</param>
/// <param name="KnownAt">UTC, when it was seen first.</param>
internal sealed record StoredLetter(RowBatch Row, RejectedRow Letter, DateTime KnownAt)
{
    private static readonly Dataset Table = Bookkeeping.DeadLetters;

    public string Id => Text(Row, "letter_id")!;

    /// <summary>The period of its series; null where one of them is not known, or where the calendar ends before the period does.</summary>
    public TimeRange? Period => Letter is { Series: { Interval: { } interval }, Time: { } time } && time < interval.Floor(DateTime.MaxValue)
        ? new TimeRange(interval.Floor(time), interval.Next(interval.Floor(time)))
        : null;

    /// <summary>The letter of that id, or null.</summary>
    /// <exception cref="IngestException">This version has no table for what the letter holds.</exception>
    public static async Task<StoredLetter?> ReadAsync(IMarketDataStore store, string id, CancellationToken cancellationToken)
    {
        RowBatch row = await store.ReadRowsAsync(Table, "letter_id", id, cancellationToken).ConfigureAwait(false);
        return row.Count == 0 ? null : new StoredLetter(row, ToRejected(row), row.Time(0, Table.Ordinal("known_at")));
    }

    /// <summary>The row with another verdict: what was known first, and by which run, stays.</summary>
    public RowBatch With(RejectedRow verdict)
    {
        RowBatch row = new(Table, 1);
        row.Append(Row, 0);
        row.Set(0, Table.Ordinal("letter_id"), verdict.LetterId);
        row.Set(0, Table.Ordinal("rule"), verdict.Rule);
        row.Set(0, Table.Ordinal("reason"), verdict.Reason);
        return row;
    }

    private static RejectedRow ToRejected(RowBatch row)
    {
        string name = Text(row, "dataset")!;
        Interval? interval = Text(row, "interval_name") is { } printed ? Interval.Parse(printed) : null;
        Dataset dataset = DatasetCatalog.Find(name, interval)
            ?? throw new IngestException(IngestErrorId.SettingInvalid, $"This version has no dataset {name} {interval} for the letter {Text(row, "letter_id")}.",
                "Use the version of this program that wrote it, or remove the letter.", scope: FailureScope.Leg);
        SeriesKey? series = interval is not null && Text(row, "exchange") is { } exchange && Text(row, "symbol_unmapped") is { } symbol
            ? new SeriesKey(name, exchange, symbol, interval)
            : null;
        int period = Table.Ordinal("period_start");
        return new RejectedRow(dataset, Text(row, "raw_text")!, Text(row, "rule")!, Text(row, "reason")!, Text(row, "request")!,
            series, row.IsNull(0, period) ? null : row.Time(0, period)) { Exchange = Text(row, "exchange") };
    }

    private static string? Text(RowBatch row, string column) => row.Text(0, Table.Ordinal(column));
}
