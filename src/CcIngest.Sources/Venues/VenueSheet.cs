using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Whether a bound of a request belongs to what is asked for.</summary>
public enum VenueBound
{
    Inclusive,
    Exclusive,

    /// <summary>There is no such bound.</summary>
    None,
}

/// <summary>What an exchange's public API can do and what it costs: the sheet that every adapter fills in.</summary>
public sealed record VenueSheet
{
    /// <summary>The venue in series, tables and commands, lower case.</summary>
    public required string Exchange { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>Where the public API is.</summary>
    public required Uri Address { get; init; }

    /// <summary>The setting that puts another address in its place.</summary>
    public required string AddressSetting { get; init; }

    /// <summary>Intervals whose periods begin where ours do, with the venue's words for them.</summary>
    public required IReadOnlyDictionary<Interval, string> Intervals { get; init; }

    /// <summary>Klines in one answer at most.</summary>
    public required int PageSize { get; init; }

    public required VenueBound From { get; init; }

    public required VenueBound To { get; init; }

    /// <summary>Whether rows come oldest first.</summary>
    public bool IsAscending { get; init; } = true;

    /// <summary>Whether every period has a row while a symbol trades, one without trades too; false where such a period is left out.</summary>
    public bool HasEveryPeriod { get; init; } = true;

    /// <summary>Whether the period that has not closed is among the rows.</summary>
    public bool HasRunningPeriod { get; init; } = true;

    /// <summary>The venue gives its newest so many periods, the running one included, and nothing older at any price; null where all history can be had.</summary>
    public int? NewestOnly { get; init; }

    /// <summary>UTC: nothing of this venue is older; null where that is not known.</summary>
    public DateTime? Earliest { get; init; }

    /// <summary>Windows and what fits into each, in <see cref="VenueSheet"/> weights, as long as the venue says nothing newer.</summary>
    public required IReadOnlyDictionary<TimeSpan, long> Limits { get; init; }

    /// <summary>What a page of so many klines costs.</summary>
    public required Func<long, int> KlinesWeight { get; init; }

    public required int SymbolsWeight { get; init; }

    /// <summary>Order books; null where the venue is not asked for any.</summary>
    public BookSheet? Books { get; init; }

    /// <summary>Requests worth having under way at once.</summary>
    public required int MaxConcurrency { get; init; }

    /// <summary>Bytes of a kline, about.</summary>
    public required int BytesPerRow { get; init; }

    public override string ToString() => Title;
}
