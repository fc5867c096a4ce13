using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CcIngest.TestSupport;

namespace CcIngest.Cmdlets.Tests;

/// <summary>What the machine says of real keys and servers stays out of the tests.</summary>
internal static partial class CleanEnvironment
{
    /// <summary>Names a culture for the whole suite, for example <c>fa-IR</c>; that of the machine without it.</summary>
    private const string CultureVariable = "CCINGEST_TEST_CULTURE";

#pragma warning disable CA2255 // A test assembly is no library: nobody else's process loads it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Clean()
    {
        StateOfItsOwn.Ensure();
        foreach (string name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Where(name => Settings().IsMatch(name)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        if (Environment.GetEnvironmentVariable(CultureVariable) is { Length: > 0 } culture)
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo(culture);
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo(culture);
        }
    }

    [GeneratedRegex("^(CCDATA_|DATA_API_|MIN_API_|API_|DB_|MAX_API_|DEFAULT_INGESTION_|ENVIRONMENT$|LOG_|METRICS_FILE$|OTEL_)")]
    private static partial Regex Settings();
}
