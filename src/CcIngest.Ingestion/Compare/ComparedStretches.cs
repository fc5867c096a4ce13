using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// Keeps what a comparison found, a stretch of pages without a hole between them at a time: the edges of pages move from day to day, and a finding that
/// crosses one is a single finding still.
/// </summary>
internal sealed class ComparedStretches(RunContext run, SeriesKey key)
{
    private readonly FindingBook _book = new(run);
    private readonly List<RuleBreach> _breaches = [];
    private TimeRange? _stretch;

    /// <param name="page">After those before.</param>
    /// <param name="breaches">Ascending.</param>
    public async Task AddAsync(TimeRange page, IReadOnlyList<RuleBreach> breaches, CancellationToken cancellationToken)
    {
        if (_stretch is { } before && before.To != page.From)
        {
            await EndAsync(cancellationToken).ConfigureAwait(false);
        }

        _stretch = new TimeRange(_stretch?.From ?? page.From, page.To);

        // One more than are kept of a series, so that it is seen that there are more.
        _breaches.AddRange(breaches.Take(BreachList.Most + 1 - _breaches.Count));
    }

    /// <summary>Keeps what there is of the last stretch.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_stretch is not { } stretch)
        {
            return;
        }

        TestedRange range = new(stretch.From, stretch.To, false);
        BreachList list = new(QualityRules.AsSource, range);
        _breaches.ForEach(list.Add);
        (_stretch, bool isCut) = (null, _breaches.Count > BreachList.Most);
        _breaches.Clear();
        await _book.KeepAsync(new TestedSeries(key, range)
        {
            Rules = [QualityRules.AsSource],
            Breaches = [.. list.Breaches.Select(breach => (QualityRules.AsSource, breach))],
            Overflowing = isCut || list.IsOverflowing ? new HashSet<string> { QualityRules.AsSource.Id } : new HashSet<string>(),
        }, null, cancellationToken).ConfigureAwait(false);
    }
}
