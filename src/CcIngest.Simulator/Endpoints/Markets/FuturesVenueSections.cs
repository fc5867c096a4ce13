using System.Globalization;
using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>The fields of a futures venue, group by group.</summary>
internal static class FuturesVenueSections
{
    private const string InProduction = "IN_PRODUCTION";

    private static readonly string[] Counted =
        [InstrumentStatus.Active, InstrumentStatus.Ignored, InstrumentStatus.Retired, InstrumentStatus.Expired];

    public static void Id(Utf8JsonWriter writer, FuturesVenue venue, long now)
    {
        writer.WriteNumber("ID", venue.Description.Id);
        writer.WriteString("TYPE", "604");
        writer.WriteString("EXCHANGE_STATUS", venue.Description.IsRetired ? InstrumentStatus.Retired : InstrumentStatus.Active);
        writer.WriteString("EXCHANGE_INTERNAL_NAME", venue.Market);
        writer.WriteString("URI", venue.Market);
    }

    public static void Instruments(Utf8JsonWriter writer, FuturesVenue venue, long now)
    {
        ILookup<string, SimulatedContract> byStatus = venue.Contracts.ToLookup(contract => contract.StatusAt(now), StringComparer.Ordinal);
        long unmapped = CounterHash.Below(venue.Seed, 11, 60);
        writer.WriteNumber("MAPPED_INSTRUMENTS_TOTAL", venue.Contracts.Count);
        writer.WriteNumber("UNMAPPED_INSTRUMENTS_TOTAL", unmapped);
        writer.WriteStartObject("INSTRUMENT_STATUS");
        foreach (string status in Counted)
        {
            writer.WriteNumber(status, byStatus[status].Count());
        }

        writer.WriteNumber("RETIRED_UNMAPPED", unmapped / 2);

        // Which counts are there varies between venues at the API too.
        if (venue.Description.IsDescribed && venue.Place % 3 == 2)
        {
            writer.WriteNumber(InstrumentStatus.ReadyForDecommissioning, byStatus[InstrumentStatus.ReadyForDecommissioning].Count());
        }

        writer.WriteEndObject();
        bool isWild = venue.Description.HasWildCounts;
        writer.WriteNumber("TOTAL_TRADES_FUTURES", isWild ? 6_890_172_247_264_350_000 : venue.Contracts.Sum(contract => contract.Trades?.TotalTrades(now) ?? 0));
        writer.WriteNumber("TOTAL_OPEN_INTEREST_UPDATES", isWild ? 4_831_337_630_818_829_000 : venue.Contracts.Sum(contract => contract.OpenInterest?.Total(now) ?? 0));
        writer.WriteNumber("TOTAL_FUNDING_RATE_UPDATES", venue.Contracts.Sum(contract => contract.Funding?.Total(now) ?? 0));
        writer.WriteBoolean("HAS_ORDERBOOK_L2_MINUTE_SNAPSHOTS_ENABLED", venue.Description.IsDescribed && !venue.Description.IsRetired);
    }

    public static void Basic(Utf8JsonWriter writer, FuturesVenue venue, long now)
    {
        KnownFuturesVenue known = venue.Description;
        long createdOn = 1_709_000_000 + (known.Id * 10_000L);
        long launched = AssetCatalogue.UnixDay(known.Launched);
        writer.WriteNumber("CREATED_ON", createdOn);
        writer.WriteNumber("UPDATED_ON", 1_749_660_760 + venue.Place);
        writer.WriteString("NAME", known.Name);
        writer.WriteString("LOGO_URL", string.Create(CultureInfo.InvariantCulture, $"https://resources.cryptocompare.com/exchange-management/{known.Id}/{createdOn}537.png"));
        writer.WriteNumber("LAUNCH_DATE", launched - (400 * 86400L));
        writer.WriteBoolean("HAS_SPOT_TRADING", true);
        writer.WriteBoolean("HAS_FUTURES_TRADING", true);
        writer.WriteBoolean("HAS_INDEX_PUBLISHING", known.IsDescribed);
        writer.WriteBoolean("HAS_OPTIONS_TRADING", known.HasDated);
        writer.WriteBoolean("HAS_DEX_TRADING", known.Style == ContractStyle.Bare);
        writer.WriteString("EXCHANGE_DESCRIPTION_SNIPPET", $"{known.Name} in one sentence.");
        writer.WriteNumber("FUTURES_TRADING_LAUNCH_DATE", launched);
        if (known.IsDescribed)
        {
            Named(writer, "FUTURES_TRADING_MECHANISMS", ["ORDER_BOOK"]);
        }

        writer.WriteBoolean("HAS_PERPETUAL_CONTRACTS", true);
        if (known.IsDescribed)
        {
            Named(writer, "FUTURES_SETTLEMENT_TYPES", venue.Place % 2 == 0 ? ["CASH_SETTLEMENT"] : ["CASH_SETTLEMENT", "PHYSICAL_DELIVERY"]);
            Named(writer, "FUTURES_DENOMINATION_TYPES", known.Forms.Select(form => form.Word()));
        }
    }

    public static void Description(Utf8JsonWriter writer, FuturesVenue venue, long now) =>
        writer.WriteString("EXCHANGE_DESCRIPTION", $"## {venue.Description.Name}\n\n{venue.Description.Name} is a simulated futures venue.");

    public static void DescriptionSummary(Utf8JsonWriter writer, FuturesVenue venue, long now) =>
        writer.WriteString("EXCHANGE_DESCRIPTION_SUMMARY", $"{venue.Description.Name} is a simulated futures venue.");

    public static void Links(Utf8JsonWriter writer, FuturesVenue venue, long now)
    {
        writer.WriteString("WEBSITE_URL", $"https://www.{venue.Market}.example/");
        writer.WriteString("BLOG_URL", $"https://blog.{venue.Market}.example/");
    }

    public static void Integration(Utf8JsonWriter writer, FuturesVenue venue, long now)
    {
        KnownFuturesVenue known = venue.Description;
        if (known.HasComments)
        {
            writer.WriteString("FUTURES_INTEGRATION_COMMENTS", "Trades come from both of its interfaces.");
        }

        string stage = known.IsDescribed ? InProduction : "BACKLOG";
        Stage(writer, "TRADES", stage, venue);
        if (known.IsDescribed)
        {
            writer.WriteBoolean("HAS_FUTURES_TRADES_POLLING_BACKFILL", venue.Place % 2 == 1);
        }

        Stage(writer, "FUNDING_RATE", stage, venue);
        Stage(writer, "OPEN_INTEREST", stage, venue);
        Stage(writer, "INDEX", known.IsDescribed ? InProduction : "RESEARCH", venue);
        if (known.OrderBookStage is string books)
        {
            Stage(writer, "ORDER_BOOK", books, venue);
        }
    }

    private static void Stage(Utf8JsonWriter writer, string subject, string stage, FuturesVenue venue)
    {
        writer.WriteString($"FUTURES_{subject}_INTEGRATION_STAGE", stage);
        if (stage == InProduction)
        {
            writer.WriteNumber($"FUTURES_{subject}_INTEGRATION_DATE", Math.Max(1_640_995_200, AssetCatalogue.UnixDay(venue.Description.Launched)));
        }
    }

    private static void Named(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStartObject();
            writer.WriteString("NAME", value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
