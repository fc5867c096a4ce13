using System.Globalization;
using System.Text.Json.Serialization;

namespace CcIngest.Model;

/// <summary>
/// Where the time of an ingest step went: seconds, added up over those that fetched and over those that wrote at once. Says what to turn: the number of requests
/// at once, the plan of the key, or the store.
/// </summary>
public sealed record PipelineTimes
{
    /// <summary>Series that were fetched at once, at most.</summary>
    public int Fetchers { get; init; }

    /// <summary>Transactions that were written at once, at most.</summary>
    public int Writers { get; init; }

    /// <summary>Until the first request could be sent: series were chosen and taken, what is had was read, and what was accepted was noted.</summary>
    public double PlanningSeconds { get; init; }

    /// <summary>Fetchers waited for limits, network and source.</summary>
    public double AskingSeconds { get; init; }

    /// <summary>Fetchers read answers into rows.</summary>
    public double ParsingSeconds { get; init; }

    /// <summary>Fetchers waited for a writer to take their page: the store was slower than the source.</summary>
    public double StoreSeconds { get; init; }

    /// <summary>Writers wrote.</summary>
    public double WritingSeconds { get; init; }

    /// <summary>Writers waited for pages: the source was slower than the store.</summary>
    public double PagesSeconds { get; init; }

    /// <summary>Whether nothing was fetched.</summary>
    [JsonIgnore]
    public bool IsEmpty => AskingSeconds + ParsingSeconds + StoreSeconds + WritingSeconds + PagesSeconds <= 0;

    /// <summary>Several stretches of one step: a step that shares its series with other runs has one for each part.</summary>
    public static PipelineTimes operator +(PipelineTimes left, PipelineTimes right) => new()
    {
        Fetchers = Math.Max(left.Fetchers, right.Fetchers),
        Writers = Math.Max(left.Writers, right.Writers),
        PlanningSeconds = left.PlanningSeconds + right.PlanningSeconds,
        AskingSeconds = left.AskingSeconds + right.AskingSeconds,
        ParsingSeconds = left.ParsingSeconds + right.ParsingSeconds,
        StoreSeconds = left.StoreSeconds + right.StoreSeconds,
        WritingSeconds = left.WritingSeconds + right.WritingSeconds,
        PagesSeconds = left.PagesSeconds + right.PagesSeconds,
    };

    public static PipelineTimes Add(PipelineTimes left, PipelineTimes right) => left + right;

    /// <summary><c>planned in 0.4 s; 8 fetchers: 71 % asking, 9 % parsing, 20 % waiting for the store; 4 writers: 35 % writing</c>.</summary>
    public override string ToString()
    {
        double fetching = AskingSeconds + ParsingSeconds + StoreSeconds;
        double writing = WritingSeconds + PagesSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"planned in {PlanningSeconds:0.0} s; ") + $"{Many(Fetchers, "fetcher")}: {Share(AskingSeconds, fetching)} asking, {Share(ParsingSeconds, fetching)} parsing, {Share(StoreSeconds, fetching)} waiting for the store; "
            + $"{Many(Writers, "writer")}: {Share(WritingSeconds, writing)} writing";
    }

    private static string Share(double part, double whole) => string.Create(CultureInfo.InvariantCulture, $"{(whole > 0 ? 100 * part / whole : 0):0} %");

    private static string Many(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
