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

    /// <summary>So many records in a row that a layout does not fit: the list goes on in another way. A single odd one changes nothing.</summary>
    private const int MostMisses = 3;

    private readonly ReadOnlySpan<byte> _answer = answer;
    private RecordLayout? _layout;
    private int _layouts;
    private int _misses;

    // Where the JSON reader's bytes begin within the answer, and where the last record ends. The reader is behind when a layout has read that one.
    private int _begin;
    private int _start;
    private int _end;
    private bool _isBehind;
    private JsonReaderState _behindRecord;

    /// <summary>Records that were read by a layout.</summary>
    public int Alike { get; private set; }

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
                _misses = 0;
                Alike++;
                return true;
            }

            _misses++;
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
        bool isMore = _end < _answer.Length && _answer[_end] == ',';
        if (fault is null && isMore && (_layout is null || _misses >= MostMisses) && _layouts++ < MostLayouts)
        {
            _behindRecord = reader.CurrentState;
            _layout = rows.LayoutOf(Record, batch);
            _misses = 0;
        }

        return true;
    }
}
