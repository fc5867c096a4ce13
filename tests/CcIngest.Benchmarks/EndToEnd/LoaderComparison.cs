using System.Globalization;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary>A fresh backfill into one engine beside the engine's own loader, which gets the same rows from a file.</summary>
internal sealed class LoaderComparison(MeasuredEngine engine, BenchmarkMarket market, string folder, int repetitions)
{
    /// <exception cref="InvalidOperationException">A side failed, or the rows at the end are not the same.</exception>
    public async Task<Comparison> RunAsync(CancellationToken cancellationToken)
    {
        IngestRun ingest = new(market.Address, folder);
        KilledStore expected = engine.Store("expected");
        KilledStore found = engine.Store("found");
        string file = Path.Combine(folder, $"{engine.Name}.tsv");
        File.Delete(file);

        // Not measured: fills the market's memory, and gives the file.
        await ingest.FreshAsync(expected, 1, cancellationToken).ConfigureAwait(false);
        await engine.WriteAsync(expected, file, cancellationToken).ConfigureAwait(false);
        long rows = await SameRows.CountAsync(expected, cancellationToken).ConfigureAwait(false);

        Side[] sides = [.. engine.Writers.Select(writers => new Side(writers == 1 ? "CcIngest" : string.Create(CultureInfo.InvariantCulture, $"CcIngest, {writers} writers")))];
        Side loader = new(engine.LoaderName);
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            foreach ((int writers, Side side) in engine.Writers.Zip(sides))
            {
                side.Runs.Add(await ingest.FreshAsync(found, writers, cancellationToken).ConfigureAwait(false));
                await SameRows.RequireAsync(engine, expected, found, engine.Same, side.Name, cancellationToken).ConfigureAwait(false);
            }

            await RowsFile.MakeAsync(found, cancellationToken).ConfigureAwait(false);
            loader.Runs.Add(await engine.LoadAsync(found, file, rows, cancellationToken).ConfigureAwait(false));
            await loader.Runs[^1].TellAsync(loader.Name).ConfigureAwait(false);
            await SameRows.RequireAsync(engine, expected, found, engine.SameLoaded, loader.Name, cancellationToken).ConfigureAwait(false);
        }

        await expected.EmptyAsync(cancellationToken).ConfigureAwait(false);
        await found.EmptyAsync(cancellationToken).ConfigureAwait(false);
        File.Delete(file);
        return new Comparison($"Fresh backfill into {engine.Name}, beside the engine's own loader", engine.Version, [.. sides, loader]);
    }
}
