using System.Globalization;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Tests a table without series: each row by its own rules, and by a query what the table refers to.</summary>
internal static class TableTest
{
    public static async Task<TestedTable> RunAsync(IMarketDataStore store, Dataset dataset, IReadOnlyList<QualityRule> rules, CancellationToken cancellationToken)
    {
        List<TableBreach> breaches = [];
        long count = 0;
        (QualityRule Rule, ValidationRule Check)[] checks =
            [.. rules.SelectMany(rule => dataset.Rules.Where(check => check.Id == rule.Id).Select(check => (rule, check)))];
        if (checks.Length > 0)
        {
            await foreach (RowBatch rows in store.ScanAsync(dataset, cancellationToken).ConfigureAwait(false))
            {
                count += rows.Count;
                for (int row = 0; row < rows.Count && breaches.Count < BreachList.Most; row++)
                {
                    foreach ((QualityRule rule, ValidationRule check) in checks)
                    {
                        if (!check.Holds(rows, row))
                        {
                            string key = Shown(rows, row, dataset.Key);
                            breaches.Add(new TableBreach(rule, null, key, $"{key}: {Shown(rows, row, check.Columns.Select(dataset.Ordinal))}", check.Statement));
                        }
                    }
                }
            }
        }

        QualityRule[] references = [.. rules.Where(rule => rule.Reads == QualityReads.References)];
        if (references.Length > 0)
        {
            await foreach (BrokenReference broken in store.StreamAsync<BrokenReference>(StoredQuery.BrokenReferences, new { dataset = dataset.Name }, cancellationToken).ConfigureAwait(false))
            {
                if (Array.Find(references, rule => rule.Id == broken.Rule) is { } rule && breaches.Count < BreachList.Most)
                {
                    breaches.Add(new TableBreach(rule, broken.Exchange, broken.ToString(),
                        string.Create(CultureInfo.InvariantCulture, $"{broken}, named {broken.Uses} times in {dataset.Table}"), rule.Statement));
                }
            }
        }

        return new TestedTable(dataset) { Rules = rules, Breaches = breaches, Rows = count };
    }

    private static string Shown(RowBatch rows, int row, IEnumerable<int> ordinals) => CandleCells.Shown(rows, row, ordinals);
}
