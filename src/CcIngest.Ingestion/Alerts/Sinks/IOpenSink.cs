namespace CcIngest.Ingestion;

/// <summary>A sink that messages can be given to. What goes wrong is an answer, no exception; being cancelled is one.</summary>
internal interface IOpenSink : IDisposable
{
    /// <summary>One attempt, within the sink's own time.</summary>
    Task<SinkAnswer> SendAsync(AlertMessage message, CancellationToken cancellationToken);
}

/// <summary>What came of one attempt.</summary>
/// <param name="IsTaken">Whether the sink has the message.</param>
/// <param name="MayHelpAgain">Whether another attempt a little later may succeed.</param>
/// <param name="Said">For people; never a secret.</param>
/// <param name="Advice">What to do; null when there is nothing.</param>
internal sealed record SinkAnswer(bool IsTaken, bool MayHelpAgain, string Said, string? Advice = null);
