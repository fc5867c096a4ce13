using System.Globalization;
using System.Security.Cryptography;

namespace CcIngest.Ingestion;

/// <summary>Names runs: the start in UTC to the millisecond, then 8 random hex digits. Sorts by time; two processes do not meet.</summary>
internal static class RunId
{
    public static string New(DateTime startedAt) =>
        $"{startedAt.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
}
