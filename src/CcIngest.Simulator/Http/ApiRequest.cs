using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>A request that passed key and limits, and the way to answer it.</summary>
internal sealed class ApiRequest(HttpContext context, RequestQuery query, DateTimeOffset now, BudgetState budget)
{
    /// <summary>Pages are handed to the network in parts of about this size, so that a large answer is a stream.</summary>
    public const int PartBytes = 64 * 1024;

    /// <summary>Names and glyphs beyond ASCII go out as UTF-8, as the API sends them.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public RequestQuery Query { get; } = query;

    /// <summary>Unix seconds: where the data end.</summary>
    public long Now { get; } = now.ToUnixTimeSeconds();

    public BudgetState Budget { get; } = budget;

    public bool HasKey => KeyCheck.IsGiven(context.Request);

    public HttpResponse Response => context.Response;

    public CancellationToken Aborted => context.RequestAborted;

    public Utf8JsonWriter OpenWriter() => new(Response.BodyWriter, Options);

    /// <summary>Sends a small answer.</summary>
    public Task AnswerAsync(Action<Utf8JsonWriter> body) => WriteAsync(context, 200, body);

    public static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> body)
    {
        context.Response.StatusCode = status;
        Utf8JsonWriter writer = new(context.Response.BodyWriter, Options);
        await using (writer.ConfigureAwait(false))
        {
            body(writer);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Passes on what was written when it is enough to be worth it.</summary>
    public async ValueTask FlushIfLargeAsync(Utf8JsonWriter writer)
    {
        if (writer.BytesPending + Response.BodyWriter.UnflushedBytes > PartBytes)
        {
            await writer.FlushAsync(Aborted).ConfigureAwait(false);
            await Response.BodyWriter.FlushAsync(Aborted).ConfigureAwait(false);
        }
    }
}
