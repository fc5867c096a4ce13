using System.Globalization;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>docs/exchanges.md says what the sheets say.</summary>
public sealed class ExchangePageTests
{
    [Fact]
    public void Page_has_the_table_of_all_exchanges() => Assert.Equal(
        VenueCatalog.All.Select(Row),
        File.ReadAllLines(RepositoryFiles.PathOf("docs", "exchanges.md")).SkipWhile(line => !line.StartsWith("| Exchange |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')));

    private static string Row(VenueSheet venue) => string.Create(CultureInfo.InvariantCulture,
        $"| `{venue.Exchange}` | {venue.Title}, {venue.Address.OriginalString} | {string.Join(", ", venue.Intervals.Keys.Order())} | {venue.PageSize:N0} | {History(venue)} | {(venue.HasEveryPeriod ? "have a row, which is not stored" : "have no row")} | {string.Join(", ", venue.Limits.Select(Limit))} |");

    private static string History(VenueSheet venue) => venue.NewestOnly is { } newest
        ? string.Create(CultureInfo.InvariantCulture, $"the newest {newest} periods, nothing older")
        : string.Create(CultureInfo.InvariantCulture, $"all{(venue.Earliest is { } earliest ? FormattableString.Invariant($", from {earliest:yyyy-MM-dd} on") : "")}");

    private static string Limit(KeyValuePair<TimeSpan, long> limit) => string.Create(CultureInfo.InvariantCulture,
        $"{limit.Value:N0} {(limit.Key == TimeSpan.FromSeconds(1) ? "a second" : limit.Key == TimeSpan.FromMinutes(1) ? "a minute, in weight" : $"in {limit.Key}")}");
}
