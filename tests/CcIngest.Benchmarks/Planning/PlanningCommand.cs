using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Benchmarks;

/// <summary>
/// How long it takes to find out that there is nothing to ask for, and in how much memory. <c>fill</c> makes the store, <c>measure</c> plans in a process of its own,
/// so that the memory is the plan's.
/// </summary>
internal static class PlanningCommand
{
    private static readonly Argument<string> Phase = new("phase") { Description = "fill or measure." };
    private static readonly Option<int> Series = new("--series") { Description = "fill: so many series.", DefaultValueFactory = _ => 100_000 };

    /// <summary>The store is that of the settings (<c>DB_*</c>).</summary>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Plans many series of which everything is had.") { Phase, Series };
        ParseResult line = command.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', line.Errors.Select(error => error.Message))).ConfigureAwait(false);
            return 64;
        }

        Settings settings = Settings.Load(new Dictionary<string, string?>(), Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory());
        IMarketDataStore store = await MarketDataStores.OpenAsync(settings.Store, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            if (line.GetValue(Phase) == "fill")
            {
                await PlannedStore.FillAsync(store, line.GetValue(Series), cancellationToken).ConfigureAwait(false);
                return 0;
            }

            await MeasureAsync(store, settings, cancellationToken).ConfigureAwait(false);
            return 0;
        }
    }

    private static async Task MeasureAsync(IMarketDataStore store, Settings settings, CancellationToken cancellationToken)
    {
        FixedTime time = new(PlannedStore.Now);
        IMarketDataSource source = MarketDataSources.Open(settings.Source, time, NullLoggerFactory.Instance);
        await using (source.ConfigureAwait(false))
        {
            IngestRunner runner = new(store, source, time, NullLoggerFactory.Instance);
            long began = Stopwatch.GetTimestamp();
            IngestPlan plan = await runner.PlanAsync(
                new IngestStep { Kind = "ohlcv", Interval = Interval.OneDay, From = PlannedStore.Now.AddYears(-12), Revisit = 0 }, asksLimits: false, cancellationToken).ConfigureAwait(false);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            using Process self = Process.GetCurrentProcess();
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{plan.Series.Count} series, {plan.Series.Sum(one => one.Pages.Count)} pages, {seconds:0.00} s, CPU of the process with its start {self.TotalProcessorTime.TotalSeconds:0.00} s, {self.PeakWorkingSet64 / 1e6:0} MB")).ConfigureAwait(false);
        }
    }

    /// <summary>A clock that stands still where the books end.</summary>
    private sealed class FixedTime(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
