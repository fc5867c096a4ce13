using System.Data.Common;
using System.Text.RegularExpressions;

namespace CcIngest.Reliability;

/// <summary>A script in <c>.ci</c> that starts a private database server, kills it, starts it again on the same data, and takes it away.</summary>
/// <param name="File">Its name.</param>
/// <param name="ConnectionVariable">The variable of the environment that says where the server is.</param>
/// <param name="HomeVariable">The one that says by which folder the script knows it.</param>
internal sealed partial record ServerScript(string File, string ConnectionVariable, string HomeVariable)
{
    public static readonly ServerScript MariaDb = new("mariadb.sh", "CCINGEST_TEST_MYSQL", "CCINGEST_TEST_MYSQL_HOME");
    public static readonly ServerScript PostgreSql = new("postgresql.sh", "CCINGEST_TEST_POSTGRESQL", "CCINGEST_TEST_POSTGRESQL_HOME");

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>The server that the environment names; null without one.</summary>
    public StartedServer? Named => Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } connection
        ? new StartedServer(new DbConnectionStringBuilder { ConnectionString = connection }, Environment.GetEnvironmentVariable(HomeVariable), IsOurs: false)
        : null;

    /// <summary>A server of its own, whatever the environment names.</summary>
    public async Task<StartedServer> StartAsync(CancellationToken cancellationToken)
    {
        string output = await RunAsync(["start"], cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> exports = Export().Matches(output).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        return new StartedServer(new DbConnectionStringBuilder { ConnectionString = exports[ConnectionVariable] }, exports[HomeVariable], IsOurs: true);
    }

    public Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync("bash", [Path.Combine(Checkout.Root, ".ci", File), .. arguments], Checkout.Root, Limit, cancellationToken);

    [GeneratedRegex("^export ([A-Z_]+)='(.*)'$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Export();
}

/// <summary>Where a server is.</summary>
/// <param name="Access">The administrator's.</param>
/// <param name="Home">The script's folder of it; null when the script did not make it.</param>
/// <param name="IsOurs">Whether it goes with this program.</param>
internal sealed record StartedServer(DbConnectionStringBuilder Access, string? Home, bool IsOurs);
