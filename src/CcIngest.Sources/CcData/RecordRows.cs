using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Rows of one table of a reference list, and the records that did not become one. For one answer.</summary>
internal sealed class RecordRows(Dataset dataset, string request, TextCache texts)
{
    /// <summary>Under which the endpoint gives the venue of the records.</summary>
    public const string Exchange = "@exchange";

    private readonly List<RejectedRow> _rejected = [];

    public RowBatch Rows { get; private set; } = new(dataset);

    public IReadOnlyList<RejectedRow> Rejected => _rejected;

    public JsonRowReader Reader { get; } = new(dataset, texts);

    /// <summary>Takes in the record that the reader stands on, and moves to its end.</summary>
    /// <param name="answer">What the reader reads, for the record's text.</param>
    /// <param name="isNothing">Says of a row that it holds nothing to store and is no fault either; asked only when all its values were readable.</param>
    /// <param name="name">The key under which the record stands in its map: part of its raw text, for the record itself may not say it.</param>
    public void Add(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer, Func<RowBatch, int, bool>? isNothing = null, string? name = null)
    {
        int start = (int)reader.TokenStartIndex;
        RowFault? fault = Reader.Read(ref reader, Rows);
        int row = Rows.Count - 1;
        bool isDropped = fault is null or { Rule: RowFault.Required } && isNothing?.Invoke(Rows, row) == true;
        fault = isDropped ? null : fault ?? RowFault.ByRules(Rows, row);
        if (fault is not null)
        {
            string rawText = Encoding.UTF8.GetString(answer[start..(int)reader.BytesConsumed]);
            rawText = name is null ? rawText : $"\"{name}\":{rawText}";
            _rejected.Add(new RejectedRow(dataset, rawText, fault.Rule, fault.Reason, request) { Exchange = Reader.Given(Exchange) });
        }

        if (isDropped || fault is not null)
        {
            Rows.RemoveLastRow();
        }
    }

    /// <summary>Begins anew with an empty batch; the old one now belongs to whom it was given.</summary>
    public void Clear()
    {
        Rows = new RowBatch(dataset);
        _rejected.Clear();
    }
}
