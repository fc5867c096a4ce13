using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>A whole answer before it is sent, so that a fault can spoil it.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body)
{
    public const string Json = "application/json; charset=UTF-8";

    private static readonly TimeSpan ResetDelay = TimeSpan.FromMilliseconds(30);

    public string ContentType { get; init; } = Json;

    /// <summary>Headers beside those of every answer.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>How many bytes of the body are sent; null for all.</summary>
    public int? SentBytes { get; init; }

    /// <summary>Whether the connection is reset after the bytes sent; else the answer ends there as if it were complete.</summary>
    public bool IsReset { get; init; }

    public static Answer Text(int status, string contentType, string body) => new(status, Encoding.UTF8.GetBytes(body)) { ContentType = contentType };

    /// <summary>An answer in the shape of an error of the API.</summary>
    public static Answer Of(ApiError error)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter writer = new(body))
        {
            error.Body(writer);
        }

        return new Answer(error.Status, body.ToArray());
    }

    public async Task SendAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        foreach ((string name, string value) in Headers)
        {
            response.Headers[name] = value;
        }

        ReadOnlyMemory<byte> sent = Body[..(SentBytes ?? Body.Length)];
        response.ContentLength = IsReset ? Body.Length : sent.Length;
        await response.BodyWriter.WriteAsync(sent, context.RequestAborted).ConfigureAwait(false);
        await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        if (IsReset)
        {
            // A reset overtakes what is still on its way: without this the client would often see no body at all.
            await Task.Delay(ResetDelay, context.RequestAborted).ConfigureAwait(false);
            context.Abort();
        }
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
