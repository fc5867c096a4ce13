using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Reliability;

/// <summary>
/// A private MariaDB that this campaign may kill: <c>.ci/mariadb.sh</c> starts it, kills it and starts it again on the same data. A server that
/// the environment names is used instead, and is killed only when <c>CCINGEST_TEST_MYSQL_HOME</c> says that the script made it.
/// </summary>
internal sealed partial class MariaDbServer : IAsyncDisposable
{
    private const string ConnectionVariable = "CCINGEST_TEST_MYSQL";
    private const string HomeVariable = "CCINGEST_TEST_MYSQL_HOME";
    private static readonly TimeSpan ScriptLimit = TimeSpan.FromSeconds(90);

    private readonly string? _home;
    private readonly bool _isOurs;

    private MariaDbServer(StoreOptions options, string? home, bool isOurs) => (Options, _home, _isOurs) = (options, home, isOurs);

    /// <summary>The administrator's access.</summary>
    public StoreOptions Options { get; }

    /// <summary>The server that the environment names, or a new private one.</summary>
    public static async Task<MariaDbServer> OpenAsync(CancellationToken cancellationToken) =>
        Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } connection
            ? new MariaDbServer(Read(connection), Environment.GetEnvironmentVariable(HomeVariable), isOurs: false)
            : await StartAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>A server of its own, whatever the environment names: gone when disposed of.</summary>
    public static async Task<MariaDbServer> StartAsync(CancellationToken cancellationToken)
    {
        string output = await ScriptAsync(["start"], cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> exports = Export().Matches(output).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        return new MariaDbServer(Read(exports[ConnectionVariable]), exports[HomeVariable], isOurs: true);
    }

    /// <exception cref="CampaignException">This program has no way to kill the server.</exception>
    public void RequireKill() => _ = Home;

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => ScriptAsync(["kill", Home], CancellationToken.None);

    /// <summary>Starts the killed server on the same data and port, and waits until it answers.</summary>
    public Task RestartAsync() => ScriptAsync(["restart", Home], CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_isOurs)
        {
            await ScriptAsync(["stop", Home], CancellationToken.None).ConfigureAwait(false);
        }
    }

    private string Home => _home ?? throw new CampaignException(
        $"{ConnectionVariable} names a server that this program cannot kill: unset it, or set {HomeVariable} to the folder that .ci/mariadb.sh made.");

    private static Task<string> ScriptAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(
            "bash", [Path.Combine(Checkout.Root, ".ci", "mariadb.sh"), .. arguments], Checkout.Root, ScriptLimit, cancellationToken);

    private static StoreOptions Read(string text)
    {
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

    [GeneratedRegex("^export ([A-Z_]+)='(.*)'$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Export();
}
