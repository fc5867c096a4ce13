using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Security;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads secrets from the vaults of SecretManagement, when that module is there. A name is never repeated: it may be the secret itself.</summary>
internal static class VaultSecrets
{
    private const string OtherWays = "a key or password itself is taken as a SecureString or PSCredential, or from the settings, never as plain text.";

    // Runs in the user's session, where his vaults are registered and a locked one can ask him for its password. What the vault says of a name
    // goes into the error below, and neither into $Error nor into a stream.
    private const string Script = """
        param($name, $vault)
        $ErrorActionPreference = 'Continue'
        $VerbosePreference = $DebugPreference = 'SilentlyContinue'
        $newest = if ($global:Error.Count -gt 0) { $global:Error[0] } else { $null }
        try {
            $command = Get-Command -Name 'Microsoft.PowerShell.SecretManagement\Get-Secret' -ErrorAction Ignore
            if (-not $command) {
                return 'NoModule'
            }

            $secret = @{ Name = $name }
            if ($vault) {
                $secret.Vault = $vault
            }

            $failures = $null
            $value = try {
                & $command @secret -ErrorAction SilentlyContinue -ErrorVariable failures
            }
            catch {
                $failures = @($_)
            }

            if ($null -ne $value) {
                'Found'
                Write-Output -InputObject $value -NoEnumerate
            }
            else {
                'Missing'
                "$(@($failures)[0])"
            }
        }
        finally {
            while ($global:Error.Count -gt 0 -and -not [object]::ReferenceEquals($global:Error[0], $newest)) {
                $global:Error.RemoveAt(0)
            }
        }
        """;

    /// <summary>The text of a secret.</summary>
    /// <exception cref="IngestException">SecretUnavailable.</exception>
    public static string ReadText(PSCmdlet cmdlet, string name, string? vault) => Read(cmdlet, name, vault) switch
    {
        PSCredential credential => credential.GetNetworkCredential().Password,
        { } value => Text(value),
    };

    /// <summary>A login: a PSCredential, or a text that is the password of a user who is named elsewhere.</summary>
    /// <exception cref="IngestException">SecretUnavailable.</exception>
    public static (string? User, string Password) ReadLogin(PSCmdlet cmdlet, string name, string? vault) => Read(cmdlet, name, vault) switch
    {
        PSCredential credential => (credential.UserName, credential.GetNetworkCredential().Password),
        { } value => (null, Text(value)),
    };

    private static string Text(object value) => value switch
    {
        SecureString text => new NetworkCredential("", text).Password,
        string text => text,
        _ => throw new IngestException(
            IngestErrorId.SecretUnavailable, $"The secret is a {value.GetType().Name}, which is no text.", "Store a text or a PSCredential: Set-Secret."),
    };

    private static object Read(PSCmdlet cmdlet, string name, string? vault)
    {
        Collection<PSObject> said = cmdlet.InvokeCommand.InvokeScript(Script, true, PipelineResultTypes.None, null, name, vault!);
        object? value = said.Count > 1 ? said[1].BaseObject : null;
        return (said.FirstOrDefault()?.ToString(), value) switch
        {
            ("Found", { } secret) => secret,
            ("NoModule", _) => throw new IngestException(
                IngestErrorId.SecretUnavailable,
                "The name of a secret was given, but the module Microsoft.PowerShell.SecretManagement is not here.",
                "Install-PSResource Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore, and register a vault; " + OtherWays),
            _ => throw new IngestException(
                IngestErrorId.SecretUnavailable,
                $"{(vault is null ? "No registered vault gives a" : $"The vault '{vault}' gives no")} secret of the name that was given. {Reason(value, name)}".TrimEnd(),
                "Get-SecretInfo lists the names and Get-SecretVault the vaults; " + OtherWays),
        };
    }

    private static string Reason(object? said, string name) => said?.ToString() is { Length: > 0 } reason
        ? $"It says: {reason.Replace(name, "***", StringComparison.OrdinalIgnoreCase)}"
        : "";
}
