using System.Globalization;
using System.Text.Json;

namespace CcIngest.Reliability;

/// <summary>One runner, then two, then two of which one dies; each on an empty store with the lists in it. Each round is a line of the output.</summary>
internal sealed class SharingRounds(MarketProcess market, MariaDbKilledStore store, string folder, Random random, TextWriter output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly IngestProcess _lists = new(Workload.Lists, folder);
    private readonly IngestProcess _series = new(Workload.Shared, folder);

    /// <returns>Whether every round was as the one runner.</returns>
    public async Task<bool> RunAsync(int rounds, int kills, CancellationToken cancellationToken)
    {
        await ListAsync(cancellationToken).ConfigureAwait(false);
        long began = TimeProvider.System.GetTimestamp();
        Part alone = await EndAsync(_series.Start(market, store), cancellationToken).ConfigureAwait(false);
        TimeSpan whole = TimeProvider.System.GetElapsedTime(began);
        StoreState clean = await StoreStateReader.ReadAsync(store, cancellationToken).ConfigureAwait(false);
        await TellAsync($"one runner: {alone}, {whole.TotalSeconds:0.0} s").ConfigureAwait(false);

        bool isWell = true;
        for (int round = 1; round <= rounds; round++)
        {
            await ListAsync(cancellationToken).ConfigureAwait(false);
            began = TimeProvider.System.GetTimestamp();
            Part[] both = await Task.WhenAll(
                EndAsync(_series.Start(market, store), cancellationToken), EndAsync(_series.Start(market, store), cancellationToken)).ConfigureAwait(false);
            string problems = string.Join(' ', Problems(both, alone).Concat(await DifferencesAsync(clean, cancellationToken).ConfigureAwait(false)));
            isWell &= problems.Length == 0;
            await TellAsync(
                $"two runners, round {round}: {both[0]}; {both[1]}; together {both[0].Requests + both[1].Requests} requests, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s. {Verdict(problems)}")
                .ConfigureAwait(false);
        }

        for (int kill = 1; kill <= kills;)
        {
            await ListAsync(cancellationToken).ConfigureAwait(false);
            ChildProcess[] both = [_series.Start(market, store), _series.Start(market, store)];
            int victim = random.Next(2);
            TimeSpan moment = whole * random.NextDouble();
            Task<Part> survivor = EndAsync(both[1 - victim], cancellationToken);
            await using ChildProcess killed = both[victim];
            if (await killed.EndsWithinAsync(moment, cancellationToken).ConfigureAwait(false) || await killed.KillAsync().ConfigureAwait(false) != ChildProcess.KilledExitCode)
            {
                await survivor.ConfigureAwait(false);
                continue;
            }

            Part finisher = await survivor.ConfigureAwait(false);
            IReadOnlyList<string> found = await DifferencesAsync(clean, cancellationToken).ConfigureAwait(false);
            string problems = string.Join(' ', finisher.ExitCode == 0 ? found : found.Append($"The other runner ended with {finisher.ExitCode}."));
            isWell &= problems.Length == 0;
            await TellAsync($"kill {kill}, after {moment.TotalSeconds:0.0} s: the other {finisher}. {Verdict(problems)}").ConfigureAwait(false);
            kill++;
        }

        return isWell;
    }

    private static IEnumerable<string> Problems(Part[] both, Part alone)
    {
        if (both.Any(part => part.ExitCode != 0))
        {
            yield return "A runner did not end complete.";
        }

        if (both.Sum(part => part.Requests) != alone.Requests)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{both.Sum(part => part.Requests)} requests, one runner makes {alone.Requests}.");
        }

        if (both.Sum(part => part.Unchanged + part.Updated) != alone.Unchanged + alone.Updated)
        {
            yield return "Rows were fetched twice.";
        }

        if (both.Any(part => part.Inserted == 0))
        {
            yield return "One runner had nothing to do.";
        }
    }

    private static string Verdict(string problems) => problems.Length == 0 ? "As the one runner." : problems;

    /// <summary>An empty store with the lists.</summary>
    private async Task ListAsync(CancellationToken cancellationToken)
    {
        await store.EmptyAsync(cancellationToken).ConfigureAwait(false);
        Part lists = await EndAsync(_lists.Start(market, store), cancellationToken).ConfigureAwait(false);
        if (lists.ExitCode != 0)
        {
            throw new CampaignException($"The lists ended with {lists.ExitCode}.");
        }
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(StoreState clean, CancellationToken cancellationToken) =>
        (await StoreStateReader.ReadAsync(store, cancellationToken).ConfigureAwait(false)).DifferencesFrom(clean);

    private Task TellAsync(FormattableString text) => output.WriteLineAsync(FormattableString.Invariant(text));

    /// <summary>Waits for a runner's end and reads its summary.</summary>
    private static async Task<Part> EndAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        await using (process.ConfigureAwait(false))
        {
            int exitCode = await process.WaitAsync(Limit, cancellationToken).ConfigureAwait(false);
            string json = process.Output.Split('\n').LastOrDefault(line => line.StartsWith('{'))
                ?? throw new CampaignException($"A runner wrote no summary and ended with {exitCode}: {process.Error}");
            JsonElement[] steps = [.. JsonDocument.Parse(json).RootElement.GetProperty("steps").EnumerateArray()];
            return new Part(
                exitCode, Sum(step => step.GetProperty("legs")), Sum(step => step.GetProperty("requests")), Sum(step => step.GetProperty("rows").GetProperty("inserted")),
                Sum(step => step.GetProperty("rows").GetProperty("updated")), Sum(step => step.GetProperty("rows").GetProperty("unchanged")));

            long Sum(Func<JsonElement, JsonElement> number) => steps.Sum(step => number(step).GetInt64());
        }
    }

    /// <summary>What one runner has done. Requests are those of its steps: what it asks of the rate limits at its beginning and end is not among them.</summary>
    private sealed record Part(int ExitCode, long Legs, long Requests, long Inserted, long Updated, long Unchanged)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Legs} series looked at, {Requests} requests, {Inserted} rows inserted, {Unchanged} unchanged");
    }
}
