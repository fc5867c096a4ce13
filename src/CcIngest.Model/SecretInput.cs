using System.Security;

namespace CcIngest.Model;

/// <summary>
/// A secret as a cmdlet takes it: the text itself, or the name of a secret in a vault. Prints as neither: what was meant for a name may turn out
/// to be the secret.
/// </summary>
public sealed class SecretInput
{
    private readonly SecureString? _text;
    private readonly string? _name;

    public SecretInput(SecureString text) => _text = text;

    private SecretInput(string name) => _name = name;

    /// <summary>A secret that a vault has under this name.</summary>
    public static SecretInput Named(string name) => new(name);

    /// <summary>The text, or null when a vault has it.</summary>
    public SecureString? RevealText() => _text;

    /// <summary>The name in a vault, or null when the text itself was given.</summary>
    public string? RevealName() => _name;

    public override string ToString() => "***";
}
