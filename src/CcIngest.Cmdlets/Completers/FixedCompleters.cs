using System.Collections;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

public sealed class EngineCompleter : WordCompleter
{
    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => StoreEngines.All.Select(engine => new CompletionWord(engine, engine));
}

public sealed class GradeCompleter : WordCompleter
{
    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => Grades.All.Select(grade => new CompletionWord(grade, $"Grade {grade} or better"));
}

public sealed class IntervalCompleter : WordCompleter
{
    private static readonly CompletionWord[] Intervals =
    [
        new("1d", "Candles of one day, UTC"), new("1h", "Candles of one hour"), new("1m", "Candles of one minute"),
        new("Day", "The same as 1d"), new("Hour", "The same as 1h"), new("Minute", "The same as 1m"),
    ];

    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => Intervals;
}

public sealed class StatusCompleter : WordCompleter
{
    private static readonly CompletionWord[] Statuses =
    [
        new("ACTIVE", "Trades now"), new("IGNORED", "Listed, and not followed by the API"), new("RETIRED", "Trades no more"),
        new("EXPIRED", "Its term has ended"), new("READY_FOR_DECOMMISSIONING", "About to be retired"),
        new("RETIRED_UNMAPPED", "Trades no more, and has no mapped name"), new("VANISHED", "The API lists it no more"),
    ];

    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => Statuses;
}

/// <summary>Offers the kinds of series that an ingest can bring.</summary>
public sealed class SeriesKindCompleter : WordCompleter
{
    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => SeriesDatasets.Kinds
        .Select(kind => new CompletionWord(kind, $"{kind}: {string.Join(", ", SeriesDatasets.MarketsOf(kind))}"));
}

/// <summary>Offers index families that the API documents. Source: <c>/index/cc/v1/markets</c>.</summary>
public sealed class IndexFamilyCompleter : WordCompleter
{
    private static readonly CompletionWord[] Families =
    [
        .. new[]
        {
            IndexOhlcv.DefaultFamily, "ccix", "ccixbe", "ccixber", "ccixbervwap", "ccixbevwap", "ccxrp", "ccxrpperp", "cchkex", "cd_mc", "cdi_b",
            "cdi_mda", "cdi_ti", "cdisett", "nasdaq_single", "rr_spot", "rr_vwap", "sda", "sgx_rr", "sgxrt", "sgxtwap",
        }.Select(family => new CompletionWord(family, $"Index family {family}")),
    ];

    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => Families;
}

/// <summary>Offers the datasets of which rows can be rejected: all but the bookkeeping.</summary>
public sealed class DatasetCompleter : WordCompleter
{
    private static readonly CompletionWord[] Datasets =
        [.. DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping).DistinctBy(dataset => dataset.Name).Select(dataset => new CompletionWord(dataset.Name, dataset.Description))];

    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => Datasets;
}

/// <summary>Offers the rules that a row may break, with what each demands.</summary>
public sealed class RuleCompleter : WordCompleter
{
    private static readonly CompletionWord[] Rules =
    [
        .. DatasetCatalog.All.SelectMany(dataset => dataset.Rules).DistinctBy(rule => rule.Id).Select(rule => new CompletionWord(rule.Id, rule.Statement))
            .Append(new("unreadable", "Each value has the type of its column"))
            .Append(new("key-clash", "The database tells the keys of two rows apart"))
            .Append(new("store-refused", "The database takes the row"))
            .OrderBy(rule => rule.Text, StringComparer.Ordinal),
    ];

    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => Rules;
}

/// <summary>Offers the rules that stored data are tested by, with what each demands.</summary>
public sealed class QualityRuleCompleter : WordCompleter
{
    private static readonly CompletionWord[] Rules = [.. QualityRules.All.Select(one => one.Rule).Append(QualityRules.AsSource)
        .Select(rule => new CompletionWord(rule.Id, rule.Statement)).OrderBy(rule => rule.Text, StringComparer.Ordinal)];

    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => Rules;
}
