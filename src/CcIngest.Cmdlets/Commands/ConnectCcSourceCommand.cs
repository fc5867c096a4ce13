using System.Management.Automation;
using System.Net;
using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Cmdlets;

/// <summary>Chooses the session's market data source. Asks it nothing: the first request will tell.</summary>
[Cmdlet(VerbsCommunications.Connect, "CcSource")]
[OutputType(typeof(ConnectedSource))]
public sealed class ConnectCcSourceCommand : AsyncCmdlet
{
    /// <summary>The source's name; ccdata is the one there is.</summary>
    [Parameter(Position = 0)]
    [ValidateSet("ccdata")]
    public string Name { get; set; } = "ccdata";

    /// <summary>The address of the data API.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>The address of the older min-api.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? MinApiBaseUri { get; set; }

    /// <summary>An address that stands in for those of all exchanges asked directly, for example the simulator's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? ExchangeBaseUri { get; set; }

    /// <summary>The key itself as a SecureString or the password of a PSCredential, or its name in a vault of SecretManagement.</summary>
    [Parameter]
    [SecretInput]
    [ValidateNotNull]
    public SecretInput? ApiKey { get; set; }

    /// <summary>The vault that has the key, when it is given by name; all registered ones are asked unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    protected override object? ErrorTarget => (object?)BaseUri ?? Name;

    protected override void Work()
    {
        Dictionary<string, string?> given = new()
        {
            ["DATA_API_BASE_URL"] = BaseUri?.OriginalString,
            ["MIN_API_BASE_URL"] = MinApiBaseUri?.OriginalString,
            ["CCDATA_API_KEY"] = Key(),
        };
        foreach (VenueSheet venue in VenueCatalog.All)
        {
            given[venue.AddressSetting] = ExchangeBaseUri?.OriginalString;
        }

        SourceOptions options = SessionSettings.Load(this, given).Source;
        ConnectedSource handle = new()
        {
            Name = Name,
            BaseUri = options.DataApi,
            MinApiBaseUri = options.MinApi,
            HasApiKey = options.ApiKey is { IsEmpty: false },
        };
        RunspaceConnections.Current.Connect(handle, options);
        WriteObject(handle);
    }

    private string? Key()
    {
        if (ApiKey?.RevealName() is { } name)
        {
            return VaultSecrets.ReadText(this, name, Vault);
        }

        if (Vault is not null)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, "-Vault was given without the name of a secret.", "Name the secret: -ApiKey <name> -Vault <vault>.");
        }

        return ApiKey?.RevealText() is { } text ? new NetworkCredential("", text).Password : null;
    }
}
