using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The words by which a file says whose rows it has.</summary>
internal static class FileDataset
{
    private const string NameWord = "ccingest.dataset";
    private const string IntervalWord = "ccingest.interval";

    public static IReadOnlyDictionary<string, string> WordsOf(Dataset dataset) => dataset.Interval is { } interval
        ? new Dictionary<string, string> { [NameWord] = dataset.Name, [IntervalWord] = interval.ToString() }
        : new Dictionary<string, string> { [NameWord] = dataset.Name };

    /// <summary>The dataset that a file says, or null when it says none that is known.</summary>
    public static Dataset? Of(IReadOnlyDictionary<string, string> words) => words.TryGetValue(NameWord, out string? name)
        ? Find(name, words.GetValueOrDefault(IntervalWord))
        : null;

    public static Dataset? Find(string name, string? interval) =>
        DatasetCatalog.Find(name, Interval.TryParse(interval, out Interval? length) ? length : null);

    /// <summary>The dataset with its interval, for people.</summary>
    public static string Title(Dataset dataset) => dataset.Interval is { } interval ? $"{dataset.Name} {interval}" : dataset.Name;
}
