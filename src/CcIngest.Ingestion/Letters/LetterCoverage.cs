using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The coverage of the period that a letter stands for.</summary>
internal static class LetterCoverage
{
    /// <summary>
    /// The delta that gives the period another state; none for a letter without a period. Only a rejected period becomes pending: what is had stays had.
    /// </summary>
    public static async Task<CoverageDelta[]> SetAsync(
        RunContext run, StoredLetter letter, CoverageState state, string evidence, CancellationToken cancellationToken)
    {
        if (letter.Period is not { } period)
        {
            return [];
        }

        CoverageMap coverage = await ReadAsync(run, letter.Letter.Series!, cancellationToken).ConfigureAwait(false);
        if (state == CoverageState.Pending && coverage.StateAt(period.From) != CoverageState.Rejected)
        {
            return [];
        }

        CoverageDelta delta = coverage.Set(new CoverageInterval(period, state, run.Evidence(evidence)));
        return delta.IsEmpty ? [] : [delta];
    }

    private static async Task<CoverageMap> ReadAsync(RunContext run, SeriesKey series, CancellationToken cancellationToken) =>
        (await run.Store.ReadCoverageAsync([series], cancellationToken).ConfigureAwait(false))[0];
}
