using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The table of rules for the page of quality, written from their definitions.</summary>
public static class QualityDocument
{
    public static string RulesTable()
    {
        StringBuilder table = new();
        table.Append("| Rule | Severity | What must hold | Likely cause | What mends it | Datasets |\n|---|---|---|---|---|---|\n");
        foreach ((QualityRule rule, IReadOnlyList<string> datasets) in QualityRules.All.Append((QualityRules.AsSource, ["what is compared"])).OrderBy(one => one.Item1.Id, StringComparer.Ordinal))
        {
            table.Append(CultureInfo.InvariantCulture, $"| `{rule.Id}` | {rule.Severity} | {Cell(rule.Statement)} | {Cell(rule.Cause)} | {MendedBy(rule)} | {string.Join(", ", datasets)} |\n");
        }

        return table.ToString();
    }

    private static string MendedBy(QualityRule rule) => rule.Mending switch
    {
        QualityMending.Ingest => "the ingest of its series",
        QualityMending.Adopt => "`Add-CcCoverage`",
        QualityMending.SyncInstruments => "`Sync-CcSpotInstrument`, `Sync-CcFuturesInstrument`",
        QualityMending.SyncExchanges => "`Sync-CcExchange`",
        QualityMending.SyncAssets => "`Sync-CcAsset`",
        QualityMending.RemoveDuplicate => "`Remove-CcDuplicate`",
        QualityMending.Compare => "`Compare-CcSource` says which it is",
        _ => "`Repair-CcGap`",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
