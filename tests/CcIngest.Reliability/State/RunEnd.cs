using System.Text.Json;
using System.Text.Json.Serialization;
using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>How a run ended that nothing struck.</summary>
/// <param name="Run">The run of the round.</param>
/// <param name="ExitCode">0 complete, 1 failed, 2 partial; everything else is a finding.</param>
/// <param name="ErrorIds">Each <see cref="IngestErrorId"/> of its summary once; empty when it wrote none.</param>
internal sealed record RunEnd(int Run, int ExitCode, IReadOnlyList<string> ErrorIds)
{
    private const string SourceErrors = "Source";

    /// <summary>Faults of the market data API explain none of these: a lease outlived its holder, or the program itself is wrong.</summary>
    private static readonly string[] NeverExpected = [nameof(IngestErrorId.SeriesBusy), nameof(IngestErrorId.LeaseLost), nameof(IngestErrorId.RunFailed)];

    /// <summary>What is wrong with such an end, in a sentence; null when the faults of the API explain it.</summary>
    [JsonIgnore]
    public string? Problem
    {
        get
        {
            string errors = ErrorIds.Count == 0 ? "no error id" : string.Join(", ", ErrorIds);
            bool isExplained = ExitCode is 0 or 2 || (ExitCode == 1 && ErrorIds.Any(id => id.StartsWith(SourceErrors, StringComparison.Ordinal)));
            return isExplained && !ErrorIds.Intersect(NeverExpected).Any() ? null : $"Run {Run}, which nothing struck, ended with exit code {ExitCode} ({errors}).";
        }
    }

    /// <param name="run">The run of the round.</param>
    /// <param name="exitCode">The process's.</param>
    /// <param name="output">What it wrote to its standard output: with <c>--json</c> the summary is its last line.</param>
    public static RunEnd Read(int run, int exitCode, string output)
    {
        string? summary = output.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        if (summary is null)
        {
            return new RunEnd(run, exitCode, []);
        }

        using JsonDocument json = JsonDocument.Parse(summary);
        IEnumerable<JsonElement> whole = json.RootElement.GetProperty("failure") is { ValueKind: JsonValueKind.Object } failure ? [failure] : [];
        IEnumerable<JsonElement> legs = json.RootElement.GetProperty("steps").EnumerateArray().SelectMany(step => step.GetProperty("failures").EnumerateArray());
        return new RunEnd(run, exitCode, [.. whole.Concat(legs).Select(one => one.GetProperty("errorId").GetString() ?? "").Distinct().Order(StringComparer.Ordinal)]);
    }
}
