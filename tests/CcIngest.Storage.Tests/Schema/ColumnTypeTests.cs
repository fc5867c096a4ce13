using CcIngest.Model;

namespace CcIngest.Storage.Tests;

public sealed class ColumnTypeTests
{
    [Theory]
    [InlineData("bigint(20)", ColumnKind.Int64)]
    [InlineData("bigint(20) unsigned", ColumnKind.Int64)]
    [InlineData("int(11)", ColumnKind.Int32)]
    [InlineData("int", ColumnKind.Int32)]
    [InlineData("tinyint(1)", ColumnKind.Boolean)]
    [InlineData("tinyint(4)", ColumnKind.Int32)]
    [InlineData("datetime", ColumnKind.DateTime)]
    [InlineData("datetime(6)", ColumnKind.DateTimeMicroseconds)]
    [InlineData("double", ColumnKind.Double)]
    [InlineData("longtext", ColumnKind.LongText)]
    public void Words_of_MySQL_are_read(string text, ColumnKind kind) => Assert.Equal(kind, ColumnType.OfMySql(text)?.Kind);

    [Theory]
    [InlineData("character varying(64)", ColumnKind.Text)]
    [InlineData("character varying", ColumnKind.LongText)]
    [InlineData("timestamp(0) without time zone", ColumnKind.DateTime)]
    [InlineData("timestamp without time zone", ColumnKind.DateTimeMicroseconds)]
    [InlineData("double precision", ColumnKind.Double)]
    [InlineData("jsonb", ColumnKind.Json)]
    [InlineData("numeric(38,18)", ColumnKind.Decimal)]
    public void Words_of_PostgreSQL_are_read(string text, ColumnKind kind) => Assert.Equal(kind, ColumnType.OfPostgreSql(text)?.Kind);

    [Theory]
    [InlineData("BIGINT", ColumnKind.Int64)]
    [InlineData("VARCHAR(255)", ColumnKind.LongText)]
    [InlineData("double precision", ColumnKind.Double)]
    public void Affinities_of_SQLite_are_read(string text, ColumnKind kind) => Assert.Equal(kind, ColumnType.OfSqlite(text)?.Kind);

    [Fact]
    public void Types_that_no_table_of_ours_has_are_unknown()
    {
        Assert.Null(ColumnType.OfMySql("geometry"));
        Assert.Null(ColumnType.OfPostgreSql("timestamp with time zone"));
        Assert.Null(ColumnType.OfSqlite("DATETIME"));
    }

    [Fact]
    public void Digits_and_lengths_are_kept()
    {
        Assert.Equal(new ColumnType(ColumnKind.Decimal, 0, 38, 18), ColumnType.OfMySql("decimal(38,18)"));
        Assert.Equal(new ColumnType(ColumnKind.Text, 128), ColumnType.OfPostgreSql("varchar(128) COLLATE \"C\""));
    }
}
