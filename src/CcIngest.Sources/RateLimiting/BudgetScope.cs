using System.Security.Cryptography;
using System.Text;

namespace CcIngest.Sources;

/// <summary>
/// Whose limits count: those of the account behind a key, for both families of the API together; without a key those of the address.
/// </summary>
internal static class BudgetScope
{
    public const string FilePattern = "rate-*.budget";

    private const int Iterations = 10_000;

    /// <summary>
    /// The name of the scope's file. Nobody reads the key out of it: the name is 128 bits of PBKDF2, so that whoever sees it, in a listing or a
    /// backup, cannot cheaply try keys against it, as with a plain hash. It takes a few milliseconds, once for an opened source.
    /// </summary>
    /// <param name="address">The host asked; with a key the scope is the same for both.</param>
    public static string FileName(SourceOptions options, Uri address) => FileName(options.ApiKey is { IsEmpty: false } key
        ? $"key\n{key.Reveal()}\n{options.DataApi.Authority}\n{options.MinApi.Authority}"
        : $"address\n{address.Authority}");

    /// <summary>As above, for an exchange. Two of them have limits of their own, also where one address stands in for both.</summary>
    public static string FileName(VenueSheet venue, Uri address) => FileName($"exchange\n{venue.Exchange}\n{address.Authority}");

    private static string FileName(string scope)
    {
        byte[] name = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(scope), "CcIngest rate budget"u8, Iterations, HashAlgorithmName.SHA256, outputLength: 16);
        return FilePattern.Replace("*", Convert.ToHexStringLower(name), StringComparison.Ordinal);
    }
}
