using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Reads a step whose form has been checked.</summary>
internal static class JobSteps
{
    public static JobStep Read(LocatedJson step, JobFileErrors errors) => step["sync"]?.Text is { } list
        ? new SyncStep
        {
            List = list,
            Exchanges = Venues(step),
            MinimumGrade = step["minimumGrade"]?.Text,
            MaxRows = Whole(step, "maxRows"),
            Assets = Texts(step, "assets") is { } assets ? Upper(assets) : [],
        }
        : ReadIngest(step, errors);

    private static IngestStep ReadIngest(LocatedJson step, JobFileErrors errors)
    {
        IngestStep defaults = new()
        {
            Kind = step["ingest"]?.Text ?? "",
            Interval = Interval.Parse(step["interval"]?.Text ?? ""),
            From = default,
        };
        IngestStep ingest = defaults with
        {
            Market = step["market"]?.Text is { } market
                ? Enum.Parse<Market>(market, ignoreCase: true)
                : SeriesDatasets.MarketsOf(defaults.Kind) is [var first, ..] ? first : default,
            Select = ReadSelection(step["select"]),
            From = Time(step, "from") ?? default,
            To = Time(step, "to"),
            Revisit = Whole(step, "revisit") ?? defaults.Revisit,
            ThrottleLimit = Whole(step, "throttleLimit") ?? defaults.ThrottleLimit,
        };
        if (ingest.From >= ingest.To)
        {
            throw errors.At(
                step["from"] ?? step, $"is '{step["from"]?.Text}', which is not before 'to' '{step["to"]?.Text}'.",
                "'from' is inclusive, 'to' is exclusive and later.",
                IngestErrorId.RangeInvalid);
        }

        try
        {
            _ = SeriesDatasets.Of(ingest);
        }
        catch (IngestException none)
        {
            throw errors.At(step["interval"] ?? step, $"is '{step["interval"]?.Text}': {none.Message}", none.Advice);
        }

        return ingest;
    }

    private static Selection ReadSelection(LocatedJson? select)
    {
        Selection defaults = new();
        return select is null ? defaults : new Selection
        {
            MinimumGrade = select["minimumGrade"]?.Text,
            TopAssets = Whole(select, "topAssets"),
            Quotes = Upper(Texts(select, "quotes") ?? defaults.Quotes),
            Exchanges = Venues(select),
            IndexFamily = select["indexFamily"]?.Text ?? defaults.IndexFamily,
            Instruments = Texts(select, "instruments") ?? Texts(select, "symbols") ?? defaults.Instruments,
            Statuses = Upper(Texts(select, "statuses") ?? defaults.Statuses),
            Limit = Whole(select, "limit"),
        };
    }

    private static IReadOnlyList<string> Venues(LocatedJson holder) =>
        [.. (Texts(holder, "exchanges") ?? []).Select(name => name.ToLowerInvariant())];

    /// <summary>As the API writes symbols of assets and statuses.</summary>
    private static IReadOnlyList<string> Upper(IReadOnlyList<string> words) => [.. words.Select(word => word.ToUpperInvariant())];

    private static IReadOnlyList<string>? Texts(LocatedJson holder, string name) =>
        holder[name] is { } list ? [.. list.Items.Select(item => item.Text ?? "")] : null;

    private static int? Whole(LocatedJson holder, string name) =>
        holder[name]?.Text is { } text ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;

    private static DateTime? Time(LocatedJson holder, string name) =>
        UtcTimes.TryParse(holder[name]?.Text ?? "", out DateTime time) ? time : null;
}
