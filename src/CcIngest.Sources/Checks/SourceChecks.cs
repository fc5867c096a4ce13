using System.Runtime.CompilerServices;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>Whether a source can be worked with: network, key with what is left of its budget, clock. Sends one request, which counts as a call.</summary>
public static class SourceChecks
{
    /// <summary>The checks in their order, each as soon as it is done. Throws only when cancelled.</summary>
    public static async IAsyncEnumerable<ConnectionCheck> RunAsync(
        SourceOptions options, BoundedCheck check, TimeProvider time, ILoggerFactory loggers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string dataApi = Place(options.DataApi);
        string minApi = Place(options.MinApi);
        ConnectionCheck network = await check.RunAsync("Network", dataApi, token => HostReach.LookAsync(options.DataApi, time, token), cancellationToken)
            .ConfigureAwait(false);
        yield return network;
        if (network.Verdict == CheckVerdict.Failed)
        {
            CheckFinding skipped = CheckFinding.Skipped("The API cannot be reached.");
            yield return skipped.ToCheck("Key", dataApi);
            yield return skipped.ToCheck("Clock", dataApi);
        }
        else
        {
            KeyCheck key = new(options, check.Limit, time, loggers);
            yield return await check.RunAsync("Key", dataApi, key.LookAsync, cancellationToken).ConfigureAwait(false);
            yield return await check.RunAsync("Clock", dataApi, _ => Task.FromResult(key.CompareClocks()), cancellationToken).ConfigureAwait(false);
        }

        if (minApi != dataApi)
        {
            yield return await check.RunAsync("Network", minApi, token => HostReach.LookAsync(options.MinApi, time, token), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    // Without user, query and fragment, where people put secrets.
    private static string Place(Uri address) =>
        address.IsAbsoluteUri ? address.GetComponents(UriComponents.SchemeAndServer, UriFormat.Unescaped) : "no absolute address";
}
