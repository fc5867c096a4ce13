using System.Data.Common;
using System.Globalization;
using CcIngest.Model;
using CcIngest.Storage;
using Xunit;

namespace CcIngest.TestSupport;

/// <summary>What the machine has that a test may need. Absent: the test is skipped and says what is missing; in CI (<c>CI=true</c>) it fails.</summary>
public static class ServerFeatures
{
    private const string MySqlVariable = "CCINGEST_TEST_MYSQL";
    private const string PostgreSqlVariable = "CCINGEST_TEST_POSTGRESQL";

    private const string HowToStart = "eval \"$(.ci/mariadb.sh start)\" starts a private MariaDB";
    private const string HowToStartPostgreSql = "eval \"$(.ci/postgresql.sh start)\" starts a private PostgreSQL";

    /// <summary>The administrator's access to the server, without TLS. The database is none's: see <see cref="MariaDbFixture.NewStore"/>.</summary>
    public static StoreOptions RequireMySql()
    {
        string text = Environment.GetEnvironmentVariable(MySqlVariable) ?? "";
        Require(text.Length > 0, $"no MySQL or MariaDB server: {MySqlVariable} is not set ({HowToStart})");
        DbConnectionStringBuilder given = new() { ConnectionString = text };
        return new StoreOptions
        {
            Engine = StoreEngines.MySql,
            Host = (string)given["Server"],
            Port = int.Parse((string)given["Port"], CultureInfo.InvariantCulture),
            User = (string)given["User"],
            Password = new Secret((string)given["Password"]),
            SslMode = "None",
        };
    }

    /// <summary>The administrator's access to the server, without TLS. The schema is none's: see <see cref="PostgreSqlFixture.NewStore"/>.</summary>
    public static StoreOptions RequirePostgreSql()
    {
        string text = Environment.GetEnvironmentVariable(PostgreSqlVariable) ?? "";
        Require(text.Length > 0, $"no PostgreSQL server: {PostgreSqlVariable} is not set ({HowToStartPostgreSql})");
        DbConnectionStringBuilder given = new() { ConnectionString = text };
        return new StoreOptions
        {
            Engine = StoreEngines.PostgreSql,
            Host = (string)given["Host"],
            Port = int.Parse((string)given["Port"], CultureInfo.InvariantCulture),
            User = (string)given["Username"],
            Password = new Secret((string)given["Password"]),
            Database = (string)given["Database"],
            SslMode = "None",
        };
    }

    /// <summary>The server's program on this machine, for tests that start one of their own, because they kill it.</summary>
    public static void RequireMariaDbProgram()
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin"];
        Require(
            Array.Exists(folders, folder => File.Exists(Path.Combine(folder, "mariadbd"))),
            "no mariadbd on the path (Debian: apt-get install mariadb-server)");
    }

    private static void Require(bool isThere, string missing)
    {
        if (!isThere && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"In CI this test must run: {missing}");
        }

        Skip.IfNot(isThere, missing);
    }
}
