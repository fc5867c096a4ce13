using System.Security.Cryptography;
using System.Text;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Keeps findings: one that is found again stays the same, one that is tested again and not found any more is resolved.</summary>
internal sealed class FindingBook(RunContext run)
{
    /// <summary>To the microsecond, as the table keeps it: what is told is what is stored.</summary>
    private readonly DateTime _now = new(run.Now.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);

    /// <returns>What was found, as it is kept.</returns>
    public async Task<IReadOnlyList<QualityFinding>> KeepAsync(TestedSeries tested, TradingPair? pair, CancellationToken cancellationToken)
    {
        SeriesKey key = tested.Key;
        IReadOnlyList<QualityFinding> stored = await ReadAsync(
            new QualityFilter { Datasets = [key.Dataset], Exchanges = [key.Exchange], Symbols = [key.Symbol], Intervals = [key.Interval.ToString()] }, tested.Rules, cancellationToken).ConfigureAwait(false);
        List<QualityFinding> found = [];
        List<QualityFinding> absorbed = [];
        foreach ((QualityRule rule, RuleBreach breach) in tested.Breaches)
        {
            // A stretch that the test cut at its start is the one that reaches further back, and one that it cut at its end reaches as far as it did.
            IEnumerable<QualityFinding> open = stored.Where(one => one.Rule == rule.Id && one.ResolvedAt is null);
            QualityFinding? before = tested.Range.From is { } from && breach.From <= from
                ? open.FirstOrDefault(one => one.From < breach.From && one.To >= breach.From)
                : null;
            QualityFinding? behind = !tested.Range.IsToTheEnd && breach.To >= tested.Range.To
                ? open.Where(one => one.From <= breach.To && one.To > breach.To).MaxBy(one => one.To)
                : null;
            DateTime start = before?.From ?? breach.From;
            DateTime end = new[] { breach.To, before?.To ?? breach.To, behind?.To ?? breach.To }.Max();
            absorbed.AddRange(behind is null ? [] : [behind]);
            string id = IdOf(rule, key.Dataset, key.Exchange, key.Symbol, key.Interval.ToString(), FormattableString.Invariant($"{start:O}"));
            QualityFinding finding = New(id, rule, key.Dataset, before?.Found ?? breach.Found, before?.Expected ?? breach.Expected) with
            {
                Exchange = key.Exchange,
                RawSymbol = key.Symbol,
                Interval = key.Interval.ToString(),
                From = start,
                To = end,
                Periods = key.Interval.PeriodsIn(new TimeRange(key.Interval.Floor(start), end)),
            };
            found.Add(Known(finding with { Mending = MendingCommand.For(rule, finding, pair) }, stored));
        }

        IEnumerable<QualityFinding> decided = stored.Where(one => absorbed.Contains(one) || (IsWithin(one, tested.Range) && !tested.Overflowing.Contains(one.Rule)));
        await WriteAsync(found, decided, cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <returns>What was found, as it is kept.</returns>
    public async Task<IReadOnlyList<QualityFinding>> KeepAsync(TestedTable tested, CancellationToken cancellationToken)
    {
        IReadOnlyList<QualityFinding> stored = await ReadAsync(new QualityFilter { Datasets = [tested.Dataset.Name] }, tested.Rules, cancellationToken).ConfigureAwait(false);
        List<QualityFinding> found = [];
        foreach (TableBreach breach in tested.Breaches)
        {
            string id = IdOf(breach.Rule, tested.Dataset.Name, breach.Exchange ?? "", "", "", breach.Subject);
            QualityFinding finding = New(id, breach.Rule, tested.Dataset.Name, breach.Found, breach.Expected) with { Exchange = breach.Exchange };
            found.Add(Known(finding with { Mending = MendingCommand.For(breach.Rule, finding, null) }, stored));
        }

        await WriteAsync(found, tested.Breaches.Count < BreachList.Most ? stored : [], cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async Task<IReadOnlyList<QualityFinding>> ReadAsync(QualityFilter filter, IReadOnlyList<QualityRule> rules, CancellationToken cancellationToken) => rules.Count == 0
        ? []
        : await run.Store.QueryAsync<QualityFinding>(StoredQuery.QualityFindings, filter with { Rules = [.. rules.Select(rule => rule.Id)] }, cancellationToken).ConfigureAwait(false);

    private async Task WriteAsync(List<QualityFinding> found, IEnumerable<QualityFinding> tested, CancellationToken cancellationToken)
    {
        HashSet<string> ids = [.. found.Select(finding => finding.FindingId)];
        QualityFinding[] gone = [.. tested.Where(one => one.ResolvedAt is null && !ids.Contains(one.FindingId)).Select(one => one with { ResolvedAt = _now })];
        QualityFinding[] written = [.. found.DistinctBy(finding => finding.FindingId), .. gone];
        if (written.Length > 0)
        {
            await run.WriteAsync([new TableWrite(QualityFindings.RowsOf(written), WriteMode.Replace)], [], [], cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsWithin(QualityFinding finding, TestedRange range) => (range.From is null || finding.From >= range.From) && finding.From < range.To
        && (finding.To <= range.To || range.IsToTheEnd);

    private QualityFinding New(string id, QualityRule rule, string dataset, string found, string expected) => new()
    {
        FindingId = id,
        Dataset = dataset,
        Rule = rule.Id,
        Severity = rule.Severity,
        Found = found,
        Expected = expected,
        Cause = rule.Cause,
        Mending = "",
        RunId = run.RunId,
        FirstSeenAt = _now,
        LastRunId = run.RunId,
        LastSeenAt = _now,
    };

    private static QualityFinding Known(QualityFinding finding, IReadOnlyList<QualityFinding> stored) =>
        stored.FirstOrDefault(one => one.FindingId == finding.FindingId) is { } before
            ? finding with { RunId = before.RunId, FirstSeenAt = before.FirstSeenAt }
            : finding;

    private static string IdOf(QualityRule rule, params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Id}\n{string.Join('\n', parts)}")));
}
