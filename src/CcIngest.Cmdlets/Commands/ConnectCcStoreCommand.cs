using System.Globalization;
using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Chooses the session's store, after seeing that it can be reached. Makes no schema.</summary>
[Cmdlet(VerbsCommunications.Connect, "CcStore", DefaultParameterSetName = ByCredential)]
[OutputType(typeof(ConnectedStore))]
public sealed class ConnectCcStoreCommand : AsyncCmdlet
{
    private const string ByCredential = "Credential";
    private const string ByVault = "Vault";

    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(EngineCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Engine { get; set; }

    /// <summary>The SQLite file; relative to the current location.</summary>
    [Parameter(Position = 1)]
    [Alias("File")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HostName { get; set; }

    /// <summary>1 to 65,535; the engine's own port unless given.</summary>
    [Parameter]
    [ValidateRange(1, 65_535)]
    public int? Port { get; set; }

    [Parameter(ParameterSetName = ByCredential)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The name of a secret in a vault of SecretManagement: a PSCredential, or a text that is the password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByVault)]
    [ValidateNotNullOrEmpty]
    public string? CredentialSecret { get; set; }

    /// <summary>The vault that has it; all registered ones are asked unless given.</summary>
    [Parameter(ParameterSetName = ByVault)]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The database that holds the tables; PostgreSQL: the one that has the schema.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Database { get; set; }

    /// <summary>The schema that holds the tables. Where a database is a schema, another word for <see cref="Database"/>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Schema { get; set; }

    [Parameter]
    [ValidateSet("None", "Preferred", "Required", "VerifyCA", "VerifyFull")]
    public string? SslMode { get; set; }

    /// <summary>A PEM file with the certificate authority; relative to the current location.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SslCa { get; set; }

    [Parameter]
    [ValidateSet("utf8mb4_general_ci", "utf8mb4_bin")]
    public string? KeyCollation { get; set; }

    protected override object? ErrorTarget => Engine ?? "DB_ENGINE";

    protected override void Work()
    {
        StoreOptions options = Options();
        Microsoft.Extensions.Logging.LogLevel lowest = PipelineLog.LowestWanted(this);
        ConnectedStore? handle = null;
        RunToEnd(async (calls, cancellationToken) =>
        {
            using PipelineLog log = new(this, calls, lowest);
            IMarketDataStore store = await MarketDataStores.OpenAsync(options, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                handle = new ConnectedStore
                {
                    Engine = store.Info.Engine,
                    Address = store.Info.Address,
                    Schema = store.Info.Schema,
                    ServerVersion = store.Info.ServerVersion,
                    SchemaVersion = await store.ReadSchemaVersionAsync(cancellationToken).ConfigureAwait(false),
                };
            }
        });
        if (handle is not null)
        {
            RunspaceConnections.Current.Connect(handle, options);
            PrepareCompletion(handle);
            WriteObject(handle);
        }
    }

    /// <summary>Where somebody may press Tab soon. A store without tables has nothing to offer, and must not be read while they are made.</summary>
    private static void PrepareCompletion(ConnectedStore store)
    {
        if (store.SchemaVersion is not null && !Console.IsInputRedirected)
        {
            ExchangeCompleter.Prepare(store);
        }
    }

    private StoreOptions Options()
    {
        (string? user, string? password) = CredentialSecret is { } secret
            ? VaultSecrets.ReadLogin(this, secret, Vault)
            : (Credential?.UserName, Credential?.GetNetworkCredential().Password);
        Dictionary<string, string?> given = new()
        {
            ["DB_ENGINE"] = Engine,
            ["DB_FILE"] = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path),
            ["DB_HOST"] = HostName,
            ["DB_PORT"] = Port?.ToString(CultureInfo.InvariantCulture),
            ["DB_USER"] = user,
            ["DB_PASSWORD"] = password,
            ["DB_NAME"] = Database,
            ["DB_SCHEMA"] = Schema,
            ["DB_SSL_MODE"] = SslMode,
            ["DB_SSL_CA"] = SslCa is null ? null : GetUnresolvedProviderPathFromPSPath(SslCa),
        };
        StoreOptions options = SessionSettings.Load(this, given).Store;
        if (Schema is not null && !StoreEngines.IsPostgreSql(options.Engine))
        {
            options = SessionSettings.Load(this, new Dictionary<string, string?>(given) { ["DB_NAME"] = Schema }).Store;
        }

        return KeyCollation is null ? options : options with { KeyCollation = KeyCollation };
    }
}
