namespace CcIngest.Model;

/// <summary>The rules of stored data. Each has a file of its own, which says what it is and to which tables it applies.</summary>
public static class QualityRules
{
    private static readonly Func<Dataset, QualityRule?>[] Kinds =
    [
        UniqueKey.For,
        PositivePrice.For,
        TradeTimes.For,
        QuoteVolume.For,
        AveragePrice.For,
        OpenContinues.For,
        Jump.For,
        WrongUnit.For,
        LevelShift.For,
        Wick.For,
        StalePage.For,
        RepeatedRow.For,
        RowMissing.For,
        RowUnexpected.For,
        RowUnknown.For,
        OutsideLife.For,
        Freshness.For,
        FinerCandles.For,
        InstrumentReferences.ToExchange,
        InstrumentReferences.ToAsset,
        AssetReferences.For,
    ];

    /// <summary>Tested by a comparison with the source, never by reading the store alone.</summary>
    public static QualityRule AsSource { get; } = new("as-source", "what is stored is what its source says when it is asked again")
    {
        Severity = QualitySeverity.Warning,
        Cause = "The source corrected the period after it was stored, or another program changed the row.",
        Mending = QualityMending.AskAgain,
    };

    /// <summary>Every rule there is, with a dataset for each that has it.</summary>
    public static IReadOnlyList<(QualityRule Rule, IReadOnlyList<string> Datasets)> All => [.. DatasetCatalog.All
        .SelectMany(dataset => dataset.QualityRules.Select(rule => (Rule: rule, dataset.Name)))
        .GroupBy(one => one.Rule.Id, StringComparer.Ordinal)
        .Select(group => (group.First().Rule, (IReadOnlyList<string>)[.. group.Select(one => one.Name).Distinct()]))];

    internal static IReadOnlyList<QualityRule> Of(Dataset dataset) => dataset.IsBookkeeping
        ? []
        : [.. dataset.Rules.GroupBy(rule => rule.Id, StringComparer.Ordinal).Select(StoredRow.For), .. Kinds.Select(kind => kind(dataset)).OfType<QualityRule>()];
}
