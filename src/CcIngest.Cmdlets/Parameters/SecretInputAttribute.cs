using System.Management.Automation;
using System.Security;
using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>
/// A parameter that takes a SecureString, a PSCredential (whose password counts), or the name of a secret in a vault. No message repeats what was
/// given: it may be the secret itself.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed partial class SecretInputAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            SecretInput ready => ready,
            SecureString text => new SecretInput(text),
            PSCredential credential => new SecretInput(credential.Password),
            string name when LooksLikeKey().IsMatch(name) => throw new ArgumentTransformationMetadataException(
                "A plain text that looks like a key was given. Text is the name of a secret in a vault; give the key itself as a SecureString "
                + "(Read-Host -AsSecureString) or as a PSCredential, or set CCDATA_API_KEY."),
            string name when !string.IsNullOrWhiteSpace(name) => SecretInput.Named(name),
            _ => throw new ArgumentTransformationMetadataException(
                "It takes a SecureString, a PSCredential, or the name of a secret in a SecretManagement vault."),
        };

    // Names of secrets are words; keys are long and of one piece. The keys of this API are 64 hexadecimal digits, others are GUIDs or Base64.
    [GeneratedRegex(@"^\s*(?:(?:[0-9a-f]-?){20,}|(?=\S*\d)(?=\S*[A-Za-z])[A-Za-z0-9+/]{28,}={0,2})\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LooksLikeKey();
}
