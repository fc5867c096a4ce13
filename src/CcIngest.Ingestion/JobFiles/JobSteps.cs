using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Reads a step whose form has been checked.</summary>
internal static class JobSteps
{
    public static JobStep Read(LocatedJson step, string directory, JobFileErrors errors) => step["sync"]?.Text is { } list
        ? new SyncStep
        {
            List = list,
            Exchanges = Venues(step),
            MinimumGrade = step["minimumGrade"]?.Text,
            MaxRows = Whole(step, "maxRows"),
            Assets = Texts(step, "assets") is { } assets ? Upper(assets) : [],
        }
        : step["export"] is not null ? ReadExport(step, directory, errors)
        : step["check"] is not null ? ReadCheck(step, errors)
        : step["report"] is not null ? ReadReport(step, directory, errors)
        : step["capture"] is not null ? ReadCapture(step, errors)
        : ReadIngest(step, errors);

    private static ExportStep ReadExport(LocatedJson step, string directory, JobFileErrors errors)
    {
        ExportRequest request = new()
        {
            Dataset = Checked(step, errors, () => BulkDataset.Find(
                step["export"]?.Text ?? "", Interval.TryParse(step["interval"]?.Text, out Interval? interval) ? interval : null)),
            Folder = Path.GetFullPath(step["folder"]?.Text ?? "", directory),
            Exchanges = Venues(step),
            Symbols = Texts(step, "rawSymbols") ?? [],
            From = Time(step, "from"),
            To = Time(step, "to"),
            Partition = step["partitionBy"]?.Text is { } partition ? JobWords.Read<ExportPartition>(partition) : null,
            Replaces = step["replace"]?.Text == "true",
        };
        CheckOrder(step, request.From, request.To, errors);
        return new ExportStep { Request = request };
    }

    private static ReportStep ReadReport(LocatedJson step, string directory, JobFileErrors errors)
    {
        ReportRequest request = new()
        {
            Path = Path.GetFullPath(step["file"]?.Text ?? "", directory),
            Datasets = Texts(step, "datasets") ?? [],
            Exchanges = Venues(step),
            Top = Whole(step, "top") ?? ReportRequest.DefaultTop,
            From = Time(step, "from"),
            To = Time(step, "to"),
            Replaces = step["replace"]?.Text == "true",
        };
        CheckOrder(step, request.From, request.To, errors);
        return new ReportStep { Request = request };
    }

    private static QualityStep ReadCheck(LocatedJson step, JobFileErrors errors)
    {
        // In a query, from is a word of the language.
        (DateTime? start, DateTime? end) = (Time(step, "from"), Time(step, "to"));
        CheckOrder(step, start, end, errors);
        _ = Interval.TryParse(step["interval"]?.Text, out Interval? interval);
        QualityStep check = new()
        {
            Targets =
            [
                .. from dataset in (Texts(step, "datasets") ?? []).DefaultIfEmpty()
                   from exchange in Venues(step).DefaultIfEmpty()
                   from symbol in (Texts(step, "rawSymbols") ?? []).DefaultIfEmpty()
                   select new QualityTarget
                   {
                       Dataset = dataset,
                       Exchange = exchange,
                       RawSymbol = symbol,
                       Interval = interval,
                       From = start,
                       To = end,
                   },
            ],
            Rules = Texts(step, "rules") ?? [],
            FailsOn = step["failOn"]?.Text is { } word ? word == QualityStep.Never ? null : JobWords.Read<QualitySeverity>(word) : QualitySeverity.Error,
        };
        try
        {
            JobCheck.Check(check);
        }
        catch (IngestException wrong)
        {
            throw errors.At(step, $"is no check: {wrong.Message}", wrong.Advice);
        }

        return check;
    }

    private static CaptureStep ReadCapture(LocatedJson step, JobFileErrors errors)
    {
        CaptureStep defaults = new() { Every = Length(step, "every") ?? default };
        CaptureStep capture = defaults with
        {
            Select = ReadSelection(step["select"]),
            Depth = Whole(step, "depth") ?? defaults.Depth,
            For = Length(step, "for"),
            Until = Time(step, "until"),
            Count = Whole(step, "count"),
            ThrottleLimit = Whole(step, "throttleLimit") ?? defaults.ThrottleLimit,
        };
        try
        {
            JobCheck.Check(capture);
        }
        catch (IngestException wrong)
        {
            throw errors.At(step, $"is no capture: {wrong.Message}", wrong.Advice);
        }

        return capture;
    }

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
        CheckOrder(step, ingest.From, ingest.To, errors);
        _ = Checked(step, errors, () => SeriesDatasets.Of(ingest));
        return ingest;
    }

    private static void CheckOrder(LocatedJson step, DateTime? from, DateTime? to, JobFileErrors errors)
    {
        if (from >= to)
        {
            throw errors.At(
                step["from"] ?? step, $"is '{step["from"]?.Text}', which is not before 'to' '{step["to"]?.Text}'.",
                "'from' is inclusive, 'to' is exclusive and later.",
                IngestErrorId.RangeInvalid);
        }
    }

    private static Dataset Checked(LocatedJson step, JobFileErrors errors, Func<Dataset> find)
    {
        try
        {
            return find();
        }
        catch (IngestException none)
        {
            throw errors.At(step["interval"] ?? step, $"is '{step["interval"]?.Text}': {none.Message}", none.Advice);
        }
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

    private static TimeSpan? Length(LocatedJson holder, string name) =>
        JobDuration.TryParse(holder[name]?.Text, out TimeSpan length) ? length : null;

    private static DateTime? Time(LocatedJson holder, string name) =>
        UtcTimes.TryParse(holder[name]?.Text ?? "", out DateTime time) ? time : null;
}
