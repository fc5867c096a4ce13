namespace CcIngest.Simulator;

/// <summary>Promises the whole body by its length, sends half of it and resets the connection.</summary>
internal static class ResetFault
{
    public static readonly FaultKind Kind = new("reset", FaultGroup.Transport, "The connection is reset in the middle of the body.")
    {
        Action = async (request, next) =>
        {
            Answer answer = await next(request).ConfigureAwait(false);
            return answer with { SentBytes = answer.Body.Length / 2, IsReset = true };
        },
    };
}
