namespace CcIngest.Simulator;

/// <summary>Takes the request and says nothing.</summary>
internal static class HangFault
{
    public static readonly FaultKind Kind = new("hang", FaultGroup.Transport, "No answer at all until the client leaves.")
    {
        Action = async (request, next) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, request.Context.RequestAborted).ConfigureAwait(false);
            return await next(request).ConfigureAwait(false);
        },
    };
}
