using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The command line that mends a finding, as it can be run.</summary>
internal static partial class MendingCommand
{
    public static string For(QualityRule rule, QualityFinding finding, TradingPair? pair) => rule.Mending switch
    {
        QualityMending.Ingest => Ingest(finding, pair),
        QualityMending.Adopt => $"Add-CcCoverage{Named("-Dataset", finding.Dataset)}{Named("-Interval", finding.Interval)}{Named("-Exchange", finding.Exchange)}{Named("-RawSymbol", finding.RawSymbol)}",
        QualityMending.SyncInstruments => (finding.Market == Market.Futures ? "Sync-CcFuturesInstrument" : "Sync-CcSpotInstrument") + Named("-Exchange", finding.Exchange),
        QualityMending.SyncExchanges => "Sync-CcExchange",
        QualityMending.SyncAssets => "Sync-CcAsset",
        QualityMending.RemoveDuplicate => $"Remove-CcDuplicate{Named("-Table", TableOf(finding))}",
        QualityMending.Compare => $"Compare-CcSource{Series(finding)}",
        _ when finding.From is null => (finding.Dataset == InstrumentsFutures.Dataset.Name ? "Sync-CcFuturesInstrument" : "Sync-CcSpotInstrument") + Named("-Exchange", finding.Exchange),
        _ => $"Get-CcQualityFinding -FindingId {finding.FindingId} | Repair-CcGap",
    };

    private static string Ingest(QualityFinding finding, TradingPair? pair)
    {
        string cmdlet = SeriesDatasets.KindOf(finding.Dataset)?.Kind switch
        {
            "funding-rate" => "Invoke-CcFundingRateIngest",
            "open-interest" => "Invoke-CcOpenInterestIngest",
            Klines.Name => "Invoke-CcKlineIngest",
            _ => finding.Market == Market.Spot ? "Invoke-CcOhlcvIngest" : $"Invoke-CcOhlcvIngest -Market {finding.Market}",
        };
        string venue = finding.Market == Market.Index ? Named("-IndexFamily", finding.Exchange) : Named("-Exchange", finding.Exchange);
        return $"{cmdlet}{venue}{Named("-Symbol", pair?.Symbol ?? finding.RawSymbol)}{Named("-Interval", finding.Interval)}{Time("-From", finding.From)}";
    }

    private static string Series(QualityFinding finding) =>
        $"{Named("-Dataset", finding.Dataset)}{Named("-Exchange", finding.Exchange)}{Named("-RawSymbol", finding.RawSymbol)}{Named("-Interval", finding.Interval)}"
        + Time("-From", finding.From) + Time("-To", finding.To);

    private static string? TableOf(QualityFinding finding) =>
        DatasetCatalog.Find(finding.Dataset, finding.Interval is { } interval ? Interval.Parse(interval) : null)?.Table;

    private static string Named(string parameter, string? value) => value is null ? "" : $" {parameter} {Quoted(value)}";

    private static string Time(string parameter, DateTime? time) => time is not { } at ? "" : at.TimeOfDay == TimeSpan.Zero
        ? FormattableString.Invariant($" {parameter} {at:yyyy-MM-dd}")
        : FormattableString.Invariant($" {parameter} {at:yyyy-MM-ddTHH:mm:ss}");

    /// <summary>Names on exchanges may hold anything: what is no plain word is quoted as PowerShell reads it.</summary>
    private static string Quoted(string value) => PlainWord().IsMatch(value) ? value : ShellText.QuoteForPowerShell(value);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.-]*\z|\A[0-9]+[A-Za-z]\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainWord();
}
