using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CcIngest.Storage.Tests;

/// <summary>What is bound comes back, whichever way the engine's functions are called.</summary>
public sealed class SqliteBindingTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteBindingTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_bound_comes_back(bool isDirect)
    {
        using sqlite3_stmt statement = Prepared("SELECT ?1, ?2, ?3, ?4, ?5, typeof(?1) || typeof(?2) || typeof(?3) || typeof(?4) || typeof(?5)");
        SqliteBinding binding = isDirect ? new SqliteBinding(statement) : SqliteBinding.Indirect(statement);
        byte[] text = Encoding.UTF8.GetBytes("Zürich 😀");

        Assert.Equal(
            [raw.SQLITE_OK, raw.SQLITE_OK, raw.SQLITE_OK, raw.SQLITE_OK, raw.SQLITE_OK],
            [binding.Null(1), binding.Double(2, -1.0 / 3), binding.Int64(3, long.MinValue), binding.Text(4, text), binding.Text(5, [])]);
        text.AsSpan().Fill((byte)'x');      // it is the engine's own copy that counts

        Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(statement));
        Assert.Equal("nullrealintegertexttext", raw.sqlite3_column_text(statement, 5).utf8_to_string());
        Assert.Equal((-1.0 / 3, long.MinValue), (raw.sqlite3_column_double(statement, 1), raw.sqlite3_column_int64(statement, 2)));
        Assert.Equal(("Zürich 😀", ""), (raw.sqlite3_column_text(statement, 3).utf8_to_string(), raw.sqlite3_column_text(statement, 4).utf8_to_string()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_parameter_that_the_statement_does_not_have_is_an_error(bool isDirect)
    {
        using sqlite3_stmt statement = Prepared("SELECT ?1");
        SqliteBinding binding = isDirect ? new SqliteBinding(statement) : SqliteBinding.Indirect(statement);

        Assert.All([binding.Null(2), binding.Double(2, 1), binding.Int64(2, 1), binding.Text(2, "a"u8)], result => Assert.Equal(raw.SQLITE_RANGE, result));
    }

    [Fact]
    public void The_library_of_the_package_is_found() => Assert.True(SqliteBinding.IsDirect);

    private sqlite3_stmt Prepared(string sql)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(_connection.Handle, sql, out sqlite3_stmt statement));
        return statement;
    }
}
