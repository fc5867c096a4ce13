using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Pages of klines of one venue, by the promise of <see cref="IMarketDataSource.FetchAsync"/>.</summary>
internal sealed class VenueKlines(VenueAdapter venue, VenueClient client)
{
    private readonly SeriesBegins _begins = new(venue, client);

    /// <inheritdoc cref="SeriesCapabilities.MostBeginRequests"/>
    public int MostBeginRequests(Interval interval) => _begins.MostRequests(interval);

    public async Task<SeriesPage> FetchAsync(SeriesRequest request, RowBatch rows, CancellationToken cancellationToken)
    {
        Interval interval = request.Series.Interval;
        if (interval.Floor(request.Range.From) != request.Range.From || interval.Floor(request.Range.To) != request.Range.To
            || (venue.Sheet.NewestOnly is null && interval.PeriodsIn(request.Range) > venue.Sheet.PageSize))
        {
            throw new ArgumentException($"{request.Range} is no page of {interval} periods.", nameof(request));
        }

        SourceRequest http = venue.KlinesRequest(request.Series.Symbol, interval, request.Range);
        KlinePage page = new(venue, request, http.Text, rows);
        try
        {
            VenueAnswer answer = await client.ReadAsync(http, (root, _) => page.Read(venue.KlineRows(root)), cancellationToken).ConfigureAwait(false);
            (DateTime? listedFrom, DateTime? lostBefore, bool isBeginKnown) = await BeginAsync(page, request, cancellationToken).ConfigureAwait(false);
            return page.ToPage(listedFrom, lostBefore, isBeginKnown, client.Clock.Now, answer.Bytes);
        }
        catch
        {
            page.Forget();
            throw;
        }
    }

    /// <summary>What is known of where the series begins.</summary>
    private async Task<(DateTime? ListedFrom, DateTime? LostBefore, bool IsBeginKnown)> BeginAsync(
        KlinePage page, SeriesRequest request, CancellationToken cancellationToken)
    {
        KlinePeriods periods = page.Periods;
        if (periods.First <= request.Range.From || periods.IsUncertain)
        {
            return (null, null, false);
        }

        if (venue.Sheet.NewestOnly is { } newest)
        {
            // A full answer is cut off at its old end, a shorter one holds all there is. One without any row says nothing.
            return periods.Records >= newest ? (null, periods.First, false) : (periods.First, null, periods.First is not null);
        }

        if (request.StoredFrom <= request.Range.From)
        {
            return (null, null, true);
        }

        DateTime? begin = await _begins.FindAsync(request.Series, cancellationToken).ConfigureAwait(false);
        return begin > request.Range.From ? (begin, null, true) : (null, null, begin is not null);
    }
}
