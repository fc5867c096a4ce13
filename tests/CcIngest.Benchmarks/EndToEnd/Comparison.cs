using System.Globalization;

namespace CcIngest.Benchmarks;

/// <summary>One side of a comparison: what it is called, and its repetitions.</summary>
internal sealed record Side(string Name)
{
    public List<Measured> Runs { get; } = [];

    public Measured Median => Measured.Median(Runs);
}

/// <summary>Ways to bring the same rows into the same table, measured in turns.</summary>
/// <param name="Versions">Of what is compared with, and of the server.</param>
internal sealed record Comparison(string Title, string Versions, IReadOnlyList<Side> Sides)
{
    /// <summary>As a Markdown table, each side beside the last one, which is what others use.</summary>
    public string ToMarkdown()
    {
        Measured other = Sides[^1].Median;
        IEnumerable<string> rows = Sides.Select(side => string.Create(CultureInfo.InvariantCulture,
            $"| {side.Name} | {side.Median.Rows:#,0} | {side.Median.RowsPerSecond:#,0} | {side.Median.RowsPerSecond / other.RowsPerSecond:0.00} | {side.Median.CpuPerMillion:0.0} | {side.Median.PeakMegabytes:0} |"));
        string times = string.Create(CultureInfo.InvariantCulture, $"{Sides[^1].Runs.Count}");
        return $"### {Title}\n\n{Versions}. Medians of {times}.\n\n| Side | rows | rows/s | ratio | client CPU-s a million | peak MB |\n|---|---|---|---|---|---|\n{string.Join('\n', rows)}\n";
    }
}
