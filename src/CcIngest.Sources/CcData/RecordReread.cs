using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Reads the text of one record again, as a dead letter keeps it.</summary>
internal static class RecordReread
{
    private const string NoTrades = "no-trades";
    private const string OtherPeriod = "other-period";

    /// <returns>The record with what is wrong now, or null when its row was added.</returns>
    public static RejectedRow? Read(RejectedRow rejected, DateTime retrievedAt, RowBatch rows)
    {
        int before = rows.Count;
        RowFault? fault;
        try
        {
            fault = Add(rejected, retrievedAt, rows);
        }
        catch (JsonException broken)
        {
            fault = new RowFault(RowFault.Unreadable, $"The text is no JSON: {broken.Message}");
        }

        while (fault is not null && rows.Count > before)
        {
            rows.RemoveLastRow();
        }

        return fault is null ? null : rejected with { Rule = fault.Rule, Reason = fault.Reason };
    }

    private static RowFault? Add(RejectedRow rejected, DateTime retrievedAt, RowBatch rows)
    {
        JsonRowReader records = new(rejected.Dataset, new TextCache()) { RetrievedAt = new DateTime(retrievedAt.Ticks - (retrievedAt.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc) };
        if (rejected.Exchange is { } exchange)
        {
            records.Give(RecordRows.Exchange, exchange);
        }

        // A record of a map stands behind its key: "BTC-USD":{…}.
        string text = rejected.RawText.StartsWith('"') ? $"{{{rejected.RawText}}}" : rejected.RawText;
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(text));
        reader.Read();
        if (text != rejected.RawText)
        {
            reader.Read();
            string key = reader.GetString() ?? "";
            records.Give("@instrument", key);
            records.Give("@id", key);
            records.Give(AssetMapField.Asset, key);
            reader.Read();
        }

        RowFault? fault = records.Read(ref reader, rows);
        int row = rows.Count - 1;
        return fault ?? (rejected.Series is { } series ? OfSeries(rejected, series, rows, row) : null) ?? RowFault.ByRules(rows, row);
    }

    private static RowFault? OfSeries(RejectedRow rejected, SeriesKey series, RowBatch rows, int row)
    {
        SeriesRowCheck check = new(SeriesEndpoint.For(rejected.Dataset), rejected.Dataset, series);
        if (check.OfOtherSeries(rows, row) is { } other)
        {
            return other;
        }

        if (check.IsFiller(rows, row))
        {
            return new RowFault(NoTrades, "The record says that nothing was traded: there is nothing to store.");
        }

        DateTime time = rows.Time(row, rejected.Dataset.Series!.Time);
        return rejected.Time is { } period && series.Interval.Floor(time) != period
            ? new RowFault(OtherPeriod, FormattableString.Invariant($"The record is of {time:u}; by its place in the answer it was of {period:u}."))
            : null;
    }
}
