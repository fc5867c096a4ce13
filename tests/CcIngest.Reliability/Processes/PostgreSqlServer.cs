using System.Globalization;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Reliability;

/// <summary>A private PostgreSQL that <c>.ci/postgresql.sh</c> starts, or the server that the environment names.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly StartedServer _server;

    private PostgreSqlServer(StartedServer server) => _server = server;

    /// <summary>The administrator's access.</summary>
    public StoreOptions Options => new()
    {
        Engine = StoreEngines.PostgreSql,
        Host = (string)_server.Access["Host"],
        Port = int.Parse((string)_server.Access["Port"], CultureInfo.InvariantCulture),
        User = (string)_server.Access["Username"],
        Password = new Secret((string)_server.Access["Password"]),
        Database = (string)_server.Access["Database"],
        SslMode = "None",
    };

    public static async Task<PostgreSqlServer> OpenAsync(CancellationToken cancellationToken) =>
        new(ServerScript.PostgreSql.Named ?? await ServerScript.PostgreSql.StartAsync(cancellationToken).ConfigureAwait(false));

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsOurs: true, Home: { } home })
        {
            await ServerScript.PostgreSql.RunAsync(["stop", home], CancellationToken.None).ConfigureAwait(false);
        }
    }
}
