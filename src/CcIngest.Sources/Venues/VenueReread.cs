using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Reads the text of one rejected record of an exchange again, by the rules of now.</summary>
internal static class VenueReread
{
    /// <returns>The record with what is wrong now, or null when its row was added.</returns>
    public static RejectedRow? Read(RejectedRow rejected, DateTime retrievedAt, RowBatch rows)
    {
        VenueAdapter venue = VenueCatalog.Adapters.FirstOrDefault(adapter => adapter.Sheet.Exchange == rejected.Exchange)
            ?? throw VenueCatalog.Unknown(rejected.Exchange ?? "");
        DateTime time = new(retrievedAt.Ticks - (retrievedAt.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        try
        {
            // A record of a map stands behind its key: "XXBTZUSD":{…}.
            using JsonDocument document = JsonDocument.Parse(rejected.RawText.StartsWith('"') ? $"{{{rejected.RawText}}}" : rejected.RawText);
            return rejected.Series is { } series
                ? Kline(venue, rejected, series, document.RootElement, rows)
                : Symbol(venue, rejected, document.RootElement, time, rows);
        }
        catch (JsonException broken)
        {
            return rejected with { Rule = RowFault.Unreadable, Reason = $"The text is no JSON: {broken.Message}" };
        }
    }

    private static RejectedRow? Kline(VenueAdapter venue, RejectedRow rejected, SeriesKey series, JsonElement record, RowBatch rows)
    {
        RowFault? fault = new KlineRowReader(venue.Klines, rejected.Dataset, series).Read(record, rows);
        int row = rows.Count - 1;
        fault ??= RowFault.ByRules(rows, row);
        if (fault is null && rejected.Time is { } period && series.Interval.Floor(rows.Time(row, rejected.Dataset.Series!.Time)) != period)
        {
            fault = new RowFault("other-period", FormattableString.Invariant($"The record is not of {period:u}, its place in the answer."));
        }

        if (fault is null)
        {
            return null;
        }

        rows.RemoveLastRow();
        return rejected with { Rule = fault.Rule, Reason = fault.Reason };
    }

    private static RejectedRow? Symbol(VenueAdapter venue, RejectedRow rejected, JsonElement record, DateTime time, RowBatch rows)
    {
        SymbolRecords records = new(venue.Sheet.Exchange, rejected.Request, time);
        venue.ReadSymbol(record, records);
        if (records.Rows.Count == 0)
        {
            return records.Rejected is [{ } refused, ..] ? rejected with { Rule = refused.Rule, Reason = refused.Reason } : rejected;
        }

        rows.Append(records.Rows, 0);
        return null;
    }
}
