using CcIngest.Model;

namespace CcIngest.Storage.Tests;

public sealed class SchemaPlanTests
{
    private static readonly MySqlDialect Dialect = new("market", "utf8mb4_general_ci");

    [Fact]
    public void Nothing_there_means_everything()
    {
        IReadOnlyList<string> plan = SchemaScript.Plan(Dialect, null, []);

        Assert.Equal("CREATE DATABASE IF NOT EXISTS `market`", plan[0]);
        Assert.Equal(DatasetCatalog.All.Count + 2, plan.Count);
        Assert.StartsWith("INSERT IGNORE INTO `market`.`cc_schema_version`", plan[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_current_version_needs_nothing() => Assert.Empty(SchemaScript.Plan(Dialect, Row(DatasetCatalog.SchemaVersion), Tables(DatasetCatalog.SchemaVersion)));

    [Fact]
    public void An_older_schema_gets_the_tables_that_came_since()
    {
        IReadOnlyList<string> plan = SchemaScript.Plan(Dialect, Row(1), Tables(1));

        Assert.Equal(DatasetCatalog.All.Count(dataset => dataset.Since > 1) + 1, plan.Count);
        Assert.Contains(plan, statement => statement.StartsWith("CREATE TABLE IF NOT EXISTS `market`.`cc_revisions`", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, statement => statement.Contains("cc_runs", StringComparison.Ordinal));
        Assert.StartsWith("INSERT IGNORE INTO `market`.`cc_schema_version`", plan[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_schema_is_refused()
    {
        IngestException refusal = Assert.Throws<IngestException>(() => SchemaScript.Plan(Dialect, Row(DatasetCatalog.SchemaVersion + 1), []));

        Assert.Equal(IngestErrorId.StoreSchemaMismatch, refusal.Id);
        Assert.Contains("newer", refusal.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_key_collation_than_the_store_was_made_with_is_refused()
    {
        IngestException refusal = Assert.Throws<IngestException>(
            () => SchemaScript.Plan(Dialect, Row(DatasetCatalog.SchemaVersion) with { KeyCollation = "utf8mb4_bin" }, []));

        Assert.Equal(IngestErrorId.StoreSchemaMismatch, refusal.Id);
        Assert.Contains("utf8mb4_bin", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql", "a`b")]
    [InlineData("singlestore", "")]
    [InlineData("sqlite", "Main")]
    [InlineData("sqlite", "temp")]
    public void A_script_for_a_schema_that_cannot_have_that_name_is_refused(string engine, string schema) =>
        Assert.Equal(IngestErrorId.SettingInvalid, Assert.Throws<IngestException>(() => SchemaScript.Write(engine, schema)).Id);

    /// <summary>The tables of a version, as the engine would tell of them.</summary>
    private static TableShape[] Tables(int version) =>
    [
        .. DatasetCatalog.All.Where(dataset => dataset.Since <= version).Select(dataset => new TableShape(
            dataset.Table,
            [.. dataset.Columns.Select(column => new TableColumn(
                column.Name, Dialect.TypeOf(column), Dialect.ReadType(Dialect.TypeOf(column)), column.Nullable, false, Dialect.CollationName(column)))],
            [
                new TableKey("PRIMARY", Names(dataset, dataset.Key), true, true),
                .. Dialect.IndexesOf(dataset).Select(index => new TableKey(SqlDialect.IndexName(dataset, index), Names(dataset, index), false, false)),
            ])),
    ];

    private static string[] Names(Dataset dataset, IEnumerable<int> ordinals) => [.. ordinals.Select(ordinal => dataset.Columns[ordinal].Name)];

    private static SchemaVersionRow Row(int version) => new() { Version = version, KeyCollation = "utf8mb4_general_ci" };
}
