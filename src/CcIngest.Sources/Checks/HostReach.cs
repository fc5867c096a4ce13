using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Whether a host can be reached, step by step: its name, a connection, its certificate. Sends no request, so it costs no call.</summary>
internal static class HostReach
{
    /// <summary>A certificate that ends so soon is worth a word; most are renewed 30 days before.</summary>
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(7);

    public static async Task<CheckFinding> LookAsync(Uri address, TimeProvider time, CancellationToken cancellationToken)
    {
        // Where a proxy is set for this machine, requests go to it and not to the host. Its address may hold a password: only its authority is shown.
        Uri? proxy = HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);
        Uri next = proxy ?? address;
        string place = next.GetComponents(UriComponents.HostAndPort, UriFormat.Unescaped);
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            IPAddress[] found = IPAddress.TryParse(next.DnsSafeHost, out IPAddress? literal)
                ? [literal]
                : await Dns.GetHostAddressesAsync(next.IdnHost, cancellationToken).ConfigureAwait(false);
            await socket.ConnectAsync(found, next.Port, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            bool isName = failure.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery;
            return CheckFinding.Failed(
                isName ? $"The name {next.IdnHost} cannot be resolved: {failure.Message}." : $"No connection to {place}: {failure.Message}.",
                isName ? "Check the address and this machine's name server." : "Check the address, and the firewall or proxy on the way.");
        }

        if (proxy is not null)
        {
            return CheckFinding.Passed($"The proxy {place} takes connections.");
        }

        return address.Scheme == Uri.UriSchemeHttps
            ? await HandshakeAsync(socket, address, time, cancellationToken).ConfigureAwait(false)
            : WithoutEncryption(address);
    }

    internal static CheckFinding WithoutEncryption(Uri address) => address.IsLoopback
        ? CheckFinding.Passed("Connected, without encryption.")
        : CheckFinding.Warning("Connected, without encryption: everybody on the way can read the key.", "Give an https address.");

    private static async Task<CheckFinding> HandshakeAsync(Socket socket, Uri address, TimeProvider time, CancellationToken cancellationToken)
    {
        SslStream tls = new(new NetworkStream(socket));
        await using (tls.ConfigureAwait(false))
        {
            try
            {
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost }, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is AuthenticationException or IOException)
            {
                return CheckFinding.Failed(
                    $"Connected, but no encrypted connection comes about: {failure.GetBaseException().Message}",
                    "See whether a proxy answers in the API's place, and whether this machine trusts the certificate's authority and has the right date.");
            }

            using X509Certificate2? certificate = tls.RemoteCertificate is { } sent ? new X509Certificate2(sent) : null;
            string until = certificate?.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?";
            return certificate is not null && certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime < EndsSoon
                ? CheckFinding.Warning($"Connected, {tls.SslProtocol}; the certificate ends on {until}.", "The API's operator has to renew it.")
                : CheckFinding.Passed($"Connected, {tls.SslProtocol}, certificate until {until}.");
        }
    }
}
