using System.IO.Compression;

namespace CcIngest.Simulator;

/// <summary>Half a gzip stream. Every other time, by chance, the answer ends as if it were complete; else the connection is reset.</summary>
internal static class TruncatedGzipFault
{
    public static readonly FaultKind Kind = new("truncated-gzip", FaultGroup.Transport, "Half of a gzip stream, after which the answer ends or the connection is reset.")
    {
        Action = async (request, next) =>
        {
            Answer answer = await next(request).ConfigureAwait(false);
            using MemoryStream compressed = new();
            using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(answer.Body.Span);
            }

            string thing = request.Context.Request.Path + request.Context.Request.QueryString;
            return answer with
            {
                Body = compressed.ToArray(),
                Headers = [.. answer.Headers, ("Content-Encoding", "gzip")],
                SentBytes = (int)compressed.Length / 2,
                IsReset = CounterHash.Bits(request.Draw.SeedOf(thing), request.Memory.TimesBefore("gzip " + thing)) % 2 == 0,
            };
        },
    };
}
