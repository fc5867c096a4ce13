using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A series that is being brought up to date.</summary>
internal sealed class SeriesWork(SeriesNeed need, int number, CoverageMap coverage)
{
    private volatile bool _isRefused;

    public SeriesNeed Need { get; } = need;

    /// <summary>Its place in the step; decides which writer owns it.</summary>
    public int Number { get; } = number;

    /// <summary>What is known of it once all that is ready is stored, as far as pages to come can change it. Touched by its writer only.</summary>
    public CoverageMap Coverage { get; set; } = coverage;

    /// <summary>Whether the store refuses its rows: the leg has failed, and further pages are neither fetched nor written.</summary>
    public bool IsRefused => _isRefused;

    public void Refuse() => _isRefused = true;
}
