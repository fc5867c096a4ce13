using System.Globalization;
using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>/data/exchanges/general: venues with their grades. Numbers come as text here and as numbers there, as at the API.</summary>
internal sealed class ExchangesGeneralEndpoint(SimulatedMarkets markets)
{
    /// <summary>The parts of a grade and the most points of each.</summary>
    private static readonly (string Name, double Points)[] GradeParts =
    [
        ("Legal", 18), ("KYCAndTransactionRisk", 13), ("Team", 9), ("DataProvision", 16), ("AssetQualityAndDiversity", 9), ("MarketQuality", 20), ("Security", 15),
    ];

    private const double BitcoinDollars = 95_000;

    private static readonly string[] Grades = ["F", "E", "D", "C", "B", "BB", "BBB", "A", "AA"];

    public Task AnswerAsync(ApiRequest request)
    {
        string currency = request.Query.Text("tsym") ?? "BTC";
        return request.AnswerAsync(writer =>
        {
            MinApiAnswer.Begin(writer);
            writer.WriteStartObject("Data");
            foreach (SimulatedVenue venue in markets.Venues)
            {
                Exchange(writer, venue, currency, dollars: markets.Assets.Find(currency)?.Price?.Reference ?? 1);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static void Exchange(Utf8JsonWriter writer, SimulatedVenue venue, string currency, double dollars)
    {
        KnownVenue known = venue.Description;
        string id = known.Id.ToString(CultureInfo.InvariantCulture);

        // Decentralised venues have no address, no country and no fees to tell.
        bool isCentralised = known.Country is not null;
        string? Told(string text) => isCentralised ? text : null;
        writer.WriteStartObject(id);
        writer.WriteString("Id", id);
        writer.WriteString("Name", known.Name);
        writer.WriteString("Url", $"/exchanges/{venue.Market}/overview");
        writer.WriteString("LogoUrl", $"/media/{37_000_000 + known.Id}/{venue.Market}.png");
        writer.WriteStartArray("ItemType");
        writer.WriteStringValue("Exchange");
        writer.WriteEndArray();
        writer.WriteString("CentralizationType", isCentralised ? "Centralized" : "Decentralized");
        writer.WriteString("InternalName", known.InternalName);
        Grade(writer, venue);
        writer.WriteString("AffiliateURL", Told($"https://www.{venue.Market}.example/"));
        writer.WriteString("Country", known.Country);
        writer.WriteBoolean("OrderBook", isCentralised && !known.IsRetired);
        writer.WriteBoolean("Trades", true);
        writer.WriteString("Description", Told($"{known.Name} is a simulated exchange with {venue.Instruments.Count} instruments."));
        writer.WriteString("FullAddress", Told($"1 Market Street, {known.Country}"));
        writer.WriteString("Fees", Told("Tiered by 30-day volume."));
        writer.WriteString("DepositMethods", Told("Bank transfer, crypto."));
        writer.WriteString("WithdrawalMethods", Told("Bank transfer, crypto."));
        writer.WriteBoolean("Sponsored", false);
        writer.WriteBoolean("Recommended", venue.Place == 2);
        Rating(writer, venue, isCentralised);
        writer.WriteString("SortOrder", (venue.Place + 1).ToString(CultureInfo.InvariantCulture));
        Volumes(writer, venue, currency, dollars);
        writer.WriteEndObject();
    }

    private static void Grade(Utf8JsonWriter writer, SimulatedVenue venue)
    {
        int rank = Array.IndexOf(Grades, venue.Description.Grade);
        if (rank < 0)
        {
            writer.WriteNull("GradePoints");
            writer.WriteString("Grade", venue.Description.Grade);
            writer.WriteStartObject("GradePointsSplit");
            writer.WriteEndObject();
            return;
        }

        double share = (rank + 1 + (0.5 * CounterHash.Unit(venue.Seed, 21))) / (Grades.Length + 1);
        double[] points = [.. GradeParts.Select(part => Math.Round(part.Points * share, 1))];
        double sum = Math.Round(points.Sum(), 1);
        if (venue.Place % 2 == 0)
        {
            writer.WriteNumber("GradePoints", sum);
        }
        else
        {
            writer.WriteString("GradePoints", sum.ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteString("Grade", venue.Description.Grade);
        writer.WriteStartObject("GradePointsSplit");
        foreach (((string name, _), double value) in GradeParts.Zip(points))
        {
            writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteString("NegativeReportsPenalty", "0");
        writer.WriteEndObject();
    }

    private static void Rating(Utf8JsonWriter writer, SimulatedVenue venue, bool isRated)
    {
        string[] stars = ["One", "Two", "Three", "Four", "Five"];
        long[] votes = [.. stars.Select((_, star) => isRated ? CounterHash.Below(venue.Seed, 30 + star, 100 * (star + 1)) : 0)];
        long users = votes.Sum();
        writer.WriteStartObject("Rating");
        foreach ((string star, long count) in stars.Zip(votes))
        {
            writer.WriteNumber(star, count);
        }

        writer.WriteNumber("Avg", users == 0 ? 0 : Math.Round(votes.Select((count, star) => (double)(count * (star + 1))).Sum() / users, 1));
        writer.WriteNumber("TotalUsers", users);
        writer.WriteEndObject();
    }

    /// <param name="dollars">What one unit of the currency is worth.</param>
    private static void Volumes(Utf8JsonWriter writer, SimulatedVenue venue, string currency, double dollars)
    {
        double volume = venue.Description.IsRetired ? 0 : 2.2e10 * venue.Description.Weight * (0.8 + (0.4 * CounterHash.Unit(venue.Seed, 40)));
        List<(string Currency, string Sign, double Value)> values = [("BTC", "Ƀ", Math.Round(volume / BitcoinDollars, 8))];
        if (currency != "BTC")
        {
            values.Add((currency, currency == "USD" ? "$" : currency, Math.Round(volume / dollars, 4)));
        }

        writer.WriteStartObject("TOTALVOLUME24H");
        values.ForEach(value => writer.WriteNumber(value.Currency, value.Value));
        writer.WriteEndObject();
        writer.WriteStartObject("DISPLAYTOTALVOLUME24H");
        values.ForEach(value => writer.WriteString(value.Currency, $"{value.Sign} {Displayed(value.Value)}"));
        writer.WriteEndObject();
    }

    private static string Displayed(double value) => value switch
    {
        0 => "0",
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.00} B"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.00} M"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.00} K"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.00}"),
    };
}
