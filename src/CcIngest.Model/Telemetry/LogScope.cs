using System.Collections;

namespace CcIngest.Model;

/// <summary>
/// What a log line belongs to: a scope of a logger that carries one named value. Structured logs take the name and the value, consoles the words.
/// Of two scopes with the same name the inner one counts.
/// </summary>
public sealed class LogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    public const string RunName = "run";
    public const string StepName = "step";
    public const string SeriesName = "series";
    public const string AttemptName = "attempt";

    private readonly KeyValuePair<string, object?> _value;

    private LogScope(string name, object value) => _value = new KeyValuePair<string, object?>(name, value);

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] => index == 0 ? _value : throw new ArgumentOutOfRangeException(nameof(index));

    /// <param name="runId">As in <c>cc_runs</c>.</param>
    public static LogScope Run(string runId) => new(RunName, runId);

    /// <param name="title">The step's words: <c>ingest ohlcv spot 1d</c>.</param>
    public static LogScope Step(string title) => new(StepName, title);

    /// <param name="series">A series, a reference list or a book; made text only for a line that is written.</param>
    public static LogScope Series(object series) => new(SeriesName, series);

    /// <param name="number">1 for the first time that something is tried.</param>
    public static LogScope Attempt(int number) => new(AttemptName, number);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return _value;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => FormattableString.Invariant($"{_value.Key} {_value.Value}");
}
