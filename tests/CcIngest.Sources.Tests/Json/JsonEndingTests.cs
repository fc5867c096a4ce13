using System.Text;

namespace CcIngest.Sources.Tests;

/// <summary>JSON that was cut off, and JSON that is wrong.</summary>
public sealed class JsonEndingTests
{
    [Theory]
    [InlineData("{", true)]
    [InlineData("""{"Da""", true)]
    [InlineData("""{"Data":[{"OPEN":1.""", true)]
    [InlineData("""{"Data":[{"NAME":"a\u00""", true)]
    [InlineData("""{"Data":tr""", true)]
    [InlineData("""{"Data":[]}""", false)]
    [InlineData("""{"Data":[]}{}""", false)]
    [InlineData("""{"Data":[{]""", false)]
    [InlineData("""{"Data":truX""", false)]
    [InlineData("", false)]
    [InlineData("17", false)]
    [InlineData("<html>", false)]
    public void Only_sound_JSON_that_ends_early_lacks_its_end(string text, bool isMissing) =>
        Assert.Equal(isMissing, JsonEnding.IsMissing(Encoding.UTF8.GetBytes(text), default));

    [Theory]
    [InlineData("""{"Data":[1,2""", true)]
    [InlineData("""{"Data":[1,2]}]""", false)]
    public async Task A_stream_that_ends_early_is_told_from_one_that_is_wrong(string text, bool endsEarly)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        using JsonStreamReader json = new(async (buffer, token) => await stream.ReadAsync(buffer[..1], token));

        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            while (await json.NextAsync(CancellationToken.None) != System.Text.Json.JsonTokenType.None)
            {
            }
        });

        Assert.True(failure is not null && SourceFailures.IsJson(failure));
        Assert.Equal(endsEarly, json.EndsEarly);
    }
}
