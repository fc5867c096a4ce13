using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>Files that are written from the dataset definitions say what the definitions say.</summary>
public sealed class GeneratedFilesTests
{
    private const string WriteThem = "CCINGEST_WRITE_GENERATED";

    public static TheoryData<string> Engines => [.. StoreEngines.All];

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_schema_script_is_up_to_date(string engine) => AssertUpToDate(SchemaScript.Write(engine), "sql", $"create_schema.{engine}.sql");

    [Fact]
    public void The_schema_document_is_up_to_date() => AssertUpToDate(SchemaDocument.Markdown(), "docs", "database_schema.md");

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_script_opens_with_what_it_is_its_keys_and_whether_it_is_safe_to_run_twice(string engine)
    {
        string[] lines = SchemaScript.Write(engine).Split('\n');

        Assert.StartsWith("-- The whole schema", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("-- Keys:", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("-- Safe to run twice", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_script_for_another_schema_names_that_one_only(string engine)
    {
        string script = SchemaScript.Write(engine, "market_test");

        // Tables have a column of that name too.
        Assert.DoesNotMatch("[`\"]market[`\"][.;]", script);
        Assert.Matches("[`\"]market_test[`\"]", script);
    }

    [Fact]
    public void The_document_names_every_table_and_column()
    {
        string document = SchemaDocument.Markdown();

        Assert.All(DatasetCatalog.All, dataset => Assert.Contains($"\n## {dataset.Table}\n", document, StringComparison.Ordinal));
        Assert.All(
            DatasetCatalog.All.SelectMany(dataset => dataset.Columns),
            column => Assert.Contains($"\n| {column.Name} | ", document, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_engine_is_refused_with_those_that_there_are()
    {
        IngestException refusal = Assert.Throws<IngestException>(() => SchemaScript.Write("oracle"));

        Assert.Equal(IngestErrorId.EngineUnknown, refusal.Id);
        Assert.Contains("sqlite, mysql, singlestore", refusal.Advice, StringComparison.Ordinal);
    }

    private static void AssertUpToDate(string expected, params string[] path)
    {
        string file = RepositoryFiles.PathOf(path);
        if (Environment.GetEnvironmentVariable(WriteThem) == "1")
        {
            File.WriteAllText(file, expected);
        }

        string actual = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(
            expected == actual,
            $"{Path.Combine(path)} is not what the dataset definitions say. Write it anew: {WriteThem}=1 dotnet test tests/CcIngest.Storage.Tests "
            + $"--filter {nameof(GeneratedFilesTests)}");
    }
}
