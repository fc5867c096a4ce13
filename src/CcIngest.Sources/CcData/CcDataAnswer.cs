using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>What came of a request, beside its data.</summary>
/// <param name="RetrievedAt">The time of the answer by the server's clock, UTC, whole seconds.</param>
/// <param name="Bytes">Size of the body, decompressed.</param>
internal sealed record CcDataAnswer(DateTime RetrievedAt, long Bytes)
{
    /// <summary>When the request that was answered was sent, local clock.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>Time that it took to read the body into rows.</summary>
    public TimeSpan Parsing { get; init; }

    /// <summary>Set when the server has nothing at or before the time asked for, which is no failure; then no data were read.</summary>
    public SourceError? NothingBefore { get; init; }
}

/// <summary>Takes in the data of an answer.</summary>
internal interface IDataReader
{
    /// <summary>An answer is there. It may not be the first: what an earlier one gave is forgotten.</summary>
    void Begin(DateTime retrievedAt);

    /// <summary>The reader stands on the first token of <c>Data</c> and has to be left on its last one.</summary>
    /// <param name="answer">The whole answer, for the text of single records.</param>
    /// <exception cref="JsonException">The data are broken.</exception>
    /// <exception cref="SourceException">The data have another shape than the endpoint's, or are empty where that is a failure.</exception>
    void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer);
}
