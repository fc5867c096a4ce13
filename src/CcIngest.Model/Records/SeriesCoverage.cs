using System.Text;

namespace CcIngest.Model;

/// <summary>What is known of a whole series: every stretch of what was asked for, and how much of it is had.</summary>
public sealed record SeriesCoverage
{
    // The first one that a cell of the bar has is shown: what is missing must not hide behind what is there.
    private static readonly (CoverageState State, char Mark)[] ByUrgency =
    [
        (CoverageState.Pending, '░'), (CoverageState.Rejected, '×'), (CoverageState.LostAtSource, '!'), (CoverageState.Open, '▸'),
        (CoverageState.Complete, '█'), (CoverageState.NoTrades, '▓'), (CoverageState.NotListed, '·'),
    ];

    public required string Dataset { get; init; }

    /// <summary>The dataset's market.</summary>
    public Market Market => DatasetCatalog.MarketOf(Dataset);

    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string RawSymbol { get; init; }

    public required string Interval { get; init; }

    /// <summary>Start of the first stretch, UTC, inclusive.</summary>
    public required DateTime From { get; init; }

    /// <summary>End of the last stretch, UTC, exclusive.</summary>
    public required DateTime To { get; init; }

    /// <summary>In time order, none empty; what was never asked for has none.</summary>
    public required IReadOnlyList<CoverageRecord> Stretches { get; init; }

    /// <summary>Share of the asked time that needs no more asking, 0 to 1: stored, without trades, or outside the instrument's life.</summary>
    public double Had => Share(CoverageState.Complete) + Share(CoverageState.NoTrades) + Share(CoverageState.NotListed);

    /// <summary>Share of the asked time that is still to be had, 0 to 1.</summary>
    public double Pending => Share(CoverageState.Pending);

    /// <summary>Share of the asked time in a state, 0 to 1.</summary>
    public double Share(CoverageState state)
    {
        long all = Stretches.Sum(Ticks);
        return all == 0 ? 0 : (double)Stretches.Where(stretch => stretch.State == state).Sum(Ticks) / all;
    }

    /// <summary>
    /// The time from <see cref="From"/> to <see cref="To"/> in so many cells of equal length: █ complete, ▓ no trades, · not listed, ░ pending,
    /// × rejected, ! lost at source, ▸ running, blank for never asked. A cell with several states shows the one that most needs attention.
    /// </summary>
    /// <param name="cells">1 or more.</param>
    public string Bar(int cells)
    {
        StringBuilder bar = new(cells);
        double length = (To - From).Ticks / (double)cells;
        for (int cell = 0; cell < cells; cell++)
        {
            DateTime start = From.AddTicks((long)(cell * length));
            DateTime end = From.AddTicks((long)((cell + 1) * length));
            HashSet<CoverageState> states = [.. Stretches.Where(stretch => stretch.From < end && stretch.To > start).Select(stretch => stretch.State)];
            bar.Append(ByUrgency.Where(known => states.Contains(known.State)).Select(known => known.Mark).DefaultIfEmpty(' ').First());
        }

        return bar.ToString();
    }

    public override string ToString() => $"{Dataset} {Exchange} {RawSymbol} {Interval}";

    private static long Ticks(CoverageRecord stretch) => (stretch.To - stretch.From).Ticks;
}
