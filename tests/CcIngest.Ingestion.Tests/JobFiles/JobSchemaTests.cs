using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

public sealed class JobSchemaTests
{
    [Fact]
    public void The_committed_schema_is_the_parsers_own() => WrittenFile.Same("docs/job.schema.json", JobSchema.Write());

    [Fact]
    public void The_schema_knows_each_word_of_the_job_language()
    {
        using JsonDocument schema = JsonDocument.Parse(JobSchema.Write());
        JsonElement properties = schema.RootElement.GetProperty("properties");

        Assert.Equal(["$schema", "name", "store", "source", "batchSize", "maxRejectedRows", "onBusy", "initialize", "alerts", "steps"], properties.EnumerateObject().Select(property => property.Name));
        ILookup<string, string> words = properties.GetProperty("steps").GetProperty("items").GetProperty("oneOf").EnumerateArray()
            .Select(kind => kind.GetProperty("properties").EnumerateObject().First())
            .ToLookup(first => first.Name, first => first.Value.GetProperty("enum")[0].GetString()!);
        Assert.Equal(ReferenceList.All, words["sync"]);
        Assert.Equal(["ohlcv", "funding-rate", "open-interest", Klines.Name], words["ingest"]);
        Assert.Equal(DatasetCatalog.All.Select(dataset => dataset.Name).Distinct(), words["export"]);
        Assert.Equal([OrderBookSnapshots.Name], words["capture"]);
        Assert.Equal([ReportStep.Html], words["report"]);
        Assert.False(schema.RootElement.GetProperty("additionalProperties").GetBoolean());
    }

    /// <summary>Each key of the schema, alone in its object, is a key that the parser knows: what it complains of is never the key.</summary>
    [Fact]
    public void The_parser_knows_each_key_of_the_schema()
    {
        using JsonDocument schema = JsonDocument.Parse(JobSchema.Write());
        JsonElement properties = schema.RootElement.GetProperty("properties");
        List<string> files = [.. properties.EnumerateObject().Select(key => $$"""{ "{{key.Name}}": {} }""")];
        foreach (string section in new[] { "store", "source" })
        {
            files.AddRange(properties.GetProperty(section).GetProperty("properties").EnumerateObject().Select(key => $$"""{ "{{section}}": { "{{key.Name}}": {} } }"""));
        }

        foreach (JsonElement kind in properties.GetProperty("steps").GetProperty("items").GetProperty("oneOf").EnumerateArray().Select(kind => kind.GetProperty("properties")))
        {
            JsonProperty first = kind.EnumerateObject().First();
            files.AddRange(kind.EnumerateObject().Skip(1)
                .Select(key => $$"""{ "steps": [ { "{{first.Name}}": "{{first.Value.GetProperty("enum")[0].GetString()}}", "{{key.Name}}": {} } ] }"""));
        }

        Assert.True(files.Count > 30);
        Assert.All(files, file => Assert.DoesNotContain("is not known", Assert.Throws<IngestException>(() => JobFile.Parse(file, "job.json")).Message, StringComparison.Ordinal));
    }
}
