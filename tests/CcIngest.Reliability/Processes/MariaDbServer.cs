using System.Globalization;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Reliability;

/// <summary>
/// A private MariaDB that this campaign may kill: <c>.ci/mariadb.sh</c> starts it, kills it and starts it again on the same data. A server that
/// the environment names is used instead, and is killed only when <c>CCINGEST_TEST_MYSQL_HOME</c> says that the script made it.
/// </summary>
internal sealed class MariaDbServer : IAsyncDisposable
{
    private static readonly ServerScript Script = ServerScript.MariaDb;

    private readonly StartedServer _server;

    private MariaDbServer(StartedServer server) => _server = server;

    /// <summary>The administrator's access.</summary>
    public StoreOptions Options => new()
    {
        Engine = StoreEngines.MySql,
        Host = (string)_server.Access["Server"],
        Port = int.Parse((string)_server.Access["Port"], CultureInfo.InvariantCulture),
        User = (string)_server.Access["User"],
        Password = new Secret((string)_server.Access["Password"]),
        SslMode = "None",
    };

    /// <summary>The server that the environment names, or a new private one.</summary>
    public static async Task<MariaDbServer> OpenAsync(CancellationToken cancellationToken) =>
        Script.Named is { } named ? new MariaDbServer(named) : await StartAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>A server of its own, whatever the environment names: gone when disposed of.</summary>
    public static async Task<MariaDbServer> StartAsync(CancellationToken cancellationToken) =>
        new(await Script.StartAsync(cancellationToken).ConfigureAwait(false));

    /// <exception cref="CampaignException">This program has no way to kill the server.</exception>
    public void RequireKill() => _ = Home;

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => Script.RunAsync(["kill", Home], CancellationToken.None);

    /// <summary>Starts the killed server on the same data and port, and waits until it answers.</summary>
    public Task RestartAsync() => Script.RunAsync(["restart", Home], CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_server.IsOurs)
        {
            await Script.RunAsync(["stop", Home], CancellationToken.None).ConfigureAwait(false);
        }
    }

    private string Home => _server.Home ?? throw new CampaignException(
        $"{Script.ConnectionVariable} names a server that this program cannot kill: unset it, or set {Script.HomeVariable} to the folder that .ci/mariadb.sh made.");
}
