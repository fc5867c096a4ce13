using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// The records of a JSON array, one after the other, into rows. Records that are written like one before them are read by their
/// <see cref="RecordLayout"/>, all others token by token; what comes of them is the same.
/// </summary>
/// <param name="answer">The whole answer; the JSON reader that comes with the first call was made of it and stands on the array's start.</param>
internal ref struct JsonRecordList(JsonRowReader rows, ReadOnlySpan<byte> answer)
{
    /// <summary>Lists whose records are written in ever new ways are not worth learning from.</summary>
    private const int MostLayouts = 16;

    private readonly ReadOnlySpan<byte> _answer = answer;
    private RecordLayout? _layout;
    private int _layouts;

    // Where the JSON reader's bytes begin within the answer, and where the last record ends. The reader is behind when a layout has read that one.
    private int _begin;
    private int _start;
    private int _end;
    private bool _isBehind;
    private JsonReaderState _behindRecord;

    /// <summary>The bytes of the last record.</summary>
    public readonly ReadOnlySpan<byte> Record => _answer[_start.._end];

    /// <summary>Adds the next record's row, as <see cref="JsonRowReader.Read"/> does. False at the list's end, on which the reader then stands.</summary>
    public bool Read(ref Utf8JsonReader reader, RowBatch batch, out RowFault? fault)
    {
        fault = null;
        if (_layout is not null && _end < _answer.Length && _answer[_end] == ',')
        {
            int length = _layout.TryRead(_answer[(_end + 1)..], batch);
            if (length > 0)
            {
                _start = _end + 1;
                _end = _start + length;
                _isBehind = true;
                return true;
            }
        }

        if (_isBehind)
        {
            // Behind any record of the list the state is the same.
            reader = new Utf8JsonReader(_answer[_end..], isFinalBlock: true, _behindRecord);
            _begin = _end;
            _isBehind = false;
        }

        if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        _start = _begin + (int)reader.TokenStartIndex;
        fault = rows.Read(ref reader, batch);
        _end = _begin + (int)reader.BytesConsumed;
        _layout = null;
        if (fault is null && _end < _answer.Length && _answer[_end] == ',' && _layouts++ < MostLayouts)
        {
            _behindRecord = reader.CurrentState;
            _layout = rows.LayoutOf(Record, batch);
        }

        return true;
    }
}
