using System.Management.Automation;
using System.Net;
using System.Security;
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

    [Parameter]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    protected override object? ErrorTarget => BaseUri;

    protected override void Work()
    {
        Dictionary<string, string?> given = new()
        {
            ["DATA_API_BASE_URL"] = BaseUri?.OriginalString,
            ["MIN_API_BASE_URL"] = MinApiBaseUri?.OriginalString,
            ["CCDATA_API_KEY"] = ApiKey is null ? null : new NetworkCredential("", ApiKey).Password,
        };
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
}
