using System.Text;
using System.Text.Json;

namespace CcIngest.Sources.Tests;

/// <summary>JSON that arrives in pieces.</summary>
public sealed class JsonStreamReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Pieces_of_any_size_give_the_same_tokens_and_values(int pieceSize)
    {
        using JsonStreamReader json = Reader("""{"a\u0041":[1,{"b":"é😀"}],"c":{"d":1.5e3,"e":[]},"f":null}""", pieceSize);
        List<string> seen = [];

        Assert.Equal(JsonTokenType.StartObject, await json.NextAsync(default));
        while (await json.NextAsync(default) == JsonTokenType.PropertyName)
        {
            string name = json.Name;
            seen.Add($"{name}={Encoding.UTF8.GetString((await json.NextValueAsync(default)).Span)}");
        }

        Assert.Equal(["aA=[1,{\"b\":\"é😀\"}]", "c={\"d\":1.5e3,\"e\":[]}", "f=null"], seen);
        Assert.Equal(JsonTokenType.None, await json.NextAsync(default));
    }

    [Fact]
    public async Task An_object_can_be_passed_over_from_its_beginning()
    {
        using JsonStreamReader json = Reader("""{"a":{"b":{"c":[1,2,{}]},"d":4},"e":5}""", 3);
        await json.NextAsync(default);
        await json.NextAsync(default);
        await json.NextAsync(default);

        await json.SkipToEndAsync(default);

        Assert.Equal(JsonTokenType.PropertyName, await json.NextAsync(default));
        Assert.Equal("e", json.Name);
    }

    [Fact]
    public async Task The_buffer_grows_with_the_largest_value_only()
    {
        string small = string.Join(",", Enumerable.Repeat("""{"x":"0123456789"}""", 100_000));
        using JsonStreamReader json = Reader($"[{small},\"{new string('y', 100_000)}\"]", 8192);
        await json.NextAsync(default);
        for (int i = 0; i < 100_000; i++)
        {
            await json.NextValueAsync(default);
        }

        Assert.Equal(32 * 1024, json.BufferSize);
        Assert.Equal(100_002, (await json.NextValueAsync(default)).Length);
        Assert.InRange(json.BufferSize, 100_002, 262_144);
    }

    [Fact]
    public async Task A_value_without_an_end_is_given_up()
    {
        using JsonStreamReader json = new((buffer, _) =>
        {
            buffer.Span.Fill((byte)'z');
            return ValueTask.FromResult(buffer.Length);
        });
        using JsonStreamReader quoted = Reader("\"" + new string('z', 17 * 1024 * 1024), 1 << 20);

        await Assert.ThrowsAnyAsync<JsonException>(async () => await json.NextValueAsync(default));
        await Assert.ThrowsAnyAsync<JsonException>(async () => await quoted.NextValueAsync(default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":""")]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a" 1}""")]
    [InlineData("""{"a":1}}""")]
    public async Task Broken_JSON_is_noticed(string text)
    {
        using JsonStreamReader json = Reader(text, 2);

        await Assert.ThrowsAnyAsync<JsonException>(async () =>
        {
            while (await json.NextAsync(default) != JsonTokenType.None)
            {
            }
        });
    }

    private static JsonStreamReader Reader(string text, int pieceSize)
    {
        MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        return new JsonStreamReader((buffer, _) => ValueTask.FromResult(stream.Read(buffer.Span[..Math.Min(pieceSize, buffer.Length)])));
    }
}
