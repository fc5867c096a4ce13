using System.Net;
using System.Security;

namespace System.Management.Automation;

public sealed class PSCredential(string userName, SecureString password)
{
    public string UserName { get; } = userName;

    public SecureString Password { get; } = password;

    public static explicit operator NetworkCredential(PSCredential credential) => credential.GetNetworkCredential();

    public NetworkCredential GetNetworkCredential() => new(UserName, Password);
}
