using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>What a row from elsewhere must be, by the rules that a source's page is judged by.</summary>
internal sealed class BulkRules
{
    /// <summary>A period that has not ended.</summary>
    public const string NotClosed = "not-closed";

    private const string KeyBlank = "key-blank";

    private readonly Dataset _dataset;
    private readonly int[] _texts;

    /// <exception cref="IngestException">SettingInvalid: the table is the program's own.</exception>
    public BulkRules(Dataset dataset)
    {
        if (dataset.IsBookkeeping)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"{dataset.Name} is a book of the store itself: it takes no rows from elsewhere.",
                "Coverage and corrections come along with the rows that they speak of.");
        }

        _dataset = dataset;
        _texts = [.. dataset.Key.Where(ordinal => dataset.Columns[ordinal].Storage == ColumnStorage.Text)];
    }

    public static string NotClosedReason(DateTime time) => FormattableString.Invariant($"The period of {time:u} has not ended.");

    /// <summary>What is wrong with a row, or null. Whether values fit their columns is for the store to say.</summary>
    /// <param name="closedEnd">Of a time series: the end of the last period that is closed.</param>
    public RejectedRow? Judge(RowBatch rows, int row, DateTime closedEnd)
    {
        foreach (int text in _texts)
        {
            if (rows.Text(row, text) is { } key && (key.Length == 0 || char.IsWhiteSpace(key[0]) || char.IsWhiteSpace(key[^1])))
            {
                return RefusedRowText.Reject(rows, row, KeyBlank, $"{_dataset.Columns[text]} has a blank at its ends or is empty.");
            }
        }

        if (_dataset.Series is { } series && rows.Time(row, series.Time) >= closedEnd)
        {
            return RefusedRowText.Reject(rows, row, NotClosed, NotClosedReason(rows.Time(row, series.Time)));
        }

        foreach (ValidationRule rule in _dataset.Rules)
        {
            if (!rule.Holds(rows, row))
            {
                return RefusedRowText.Reject(rows, row, rule.Id, $"Must hold: {rule.Statement}.");
            }
        }

        return null;
    }
}
