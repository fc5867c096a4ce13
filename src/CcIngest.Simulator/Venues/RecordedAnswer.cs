using System.Buffers;
using System.Text.Json;
using CcIngest.Model;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CcIngest.Simulator;

/// <summary>Answers of exchanges as they were recorded, in files of <c>{ "url", "receivedAtUnixSeconds", "body" }</c>, in place of generated ones.</summary>
internal sealed record RecordedAnswer(string Path, IReadOnlyDictionary<string, StringValues> Query, ReadOnlyMemory<byte> Body)
{
    /// <summary>The routes, answering with a recording where one fits: same path, and every recorded parameter but <c>limit</c> is asked for with the same value.</summary>
    /// <exception cref="IngestException">The folder cannot be read, or a file in it is no recording.</exception>
    public static IEnumerable<ApiRoute> Over(IEnumerable<ApiRoute> routes, string folder)
    {
        List<RecordedAnswer> recorded = Read(folder);
        return routes.Select(route => recorded.Select(answer => answer.For(route)).OfType<RecordedAnswer>().ToArray() is { Length: > 0 } answers
            ? route with
            {
                AnswerAsync = request => Array.Find(answers, answer => answer.Fits(request.Query)) is { } found
                    ? found.SendAsync(request)
                    : route.AnswerAsync(request),
            }
            : route);
    }

    private static List<RecordedAnswer> Read(string folder)
    {
        List<RecordedAnswer> answers = [];
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
                Uri url = new(document.RootElement.GetProperty("url").GetString() ?? "");
                ArrayBufferWriter<byte> body = new();
                using (Utf8JsonWriter writer = new(body, ApiRequest.Options))
                {
                    document.RootElement.GetProperty("body").WriteTo(writer);
                }

                answers.Add(new RecordedAnswer(url.AbsolutePath, QueryHelpers.ParseQuery(url.Query), body.WrittenMemory));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or UriFormatException)
        {
            throw new IngestException(IngestErrorId.SettingInvalid, $"The recordings in '{folder}' cannot be read: {failure.Message}",
                "Give a folder of JSON files with url, receivedAtUnixSeconds and body.", failure);
        }

        return answers;
    }

    /// <summary>The answer with the parameters that the route has in its path; null where it is another route's.</summary>
    private RecordedAnswer? For(ApiRoute route) => RouteTable.Match(route.Path, Path) is { } values
        ? this with { Query = Query.Concat(values).ToDictionary(StringComparer.OrdinalIgnoreCase) }
        : null;

    private bool Fits(RequestQuery query) => Query.All(parameter => parameter.Key == "limit" || query.Text(parameter.Key) == parameter.Value.ToString());

    private async Task SendAsync(ApiRequest request)
    {
        await request.Response.BodyWriter.WriteAsync(Body, request.Aborted).ConfigureAwait(false);
        await request.Response.BodyWriter.FlushAsync(request.Aborted).ConfigureAwait(false);
    }
}
