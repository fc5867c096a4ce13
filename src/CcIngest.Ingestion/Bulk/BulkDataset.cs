using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Finds the dataset that people mean.</summary>
public static class BulkDataset
{
    /// <param name="word">The dataset's word (<c>ohlcv-spot</c>), or the name of its table.</param>
    /// <param name="interval">Of a time series; needed where its word has several.</param>
    /// <exception cref="IngestException">SettingInvalid: there is none, or which one is not said.</exception>
    public static Dataset Find(string word, Interval? interval)
    {
        Dataset? table = DatasetCatalog.All.FirstOrDefault(dataset => dataset.Table == word);
        if (table is not null && (interval is null || table.Interval == interval))
        {
            return table;
        }

        Dataset[] family = [.. DatasetCatalog.All.Where(dataset => dataset.Name == word)];
        if (family.Length == 0)
        {
            string[] words = [.. DatasetCatalog.All.Select(dataset => dataset.Name).Distinct()];
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"There is no dataset '{word}'{(table is null ? "" : $" of {interval}")}.", $"Use one of {string.Join(", ", words)}.{NearestWord.Hint(word, words)}");
        }

        if (interval is null && family.Length > 1)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"{word} is there for several intervals.", $"Say which: {string.Join(", ", family.Select(dataset => dataset.Interval))}.");
        }

        return interval is null ? family[0] : family[0].Series is null
            ? throw new IngestException(IngestErrorId.SettingInvalid, $"{word} is no time series: it has no interval.", "Leave the interval away.")
            : DatasetCatalog.TimeSeries(word, interval);
    }
}
