using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Reliability.Tests;

/// <summary>A fault of each kind in recorded candles; <c>dotnet run --project tests/CcIngest.Reliability -- quality</c> measures with many.</summary>
public sealed class PlantedFaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-planted-");

    [SkippableFact]
    public async Task A_fault_of_each_kind_in_recorded_candles_is_found_and_good_candles_have_no_finding()
    {
        IReadOnlyList<SeriesRows> market = RecordedMarket.Load(SharedData.Require("data", "candles", "altcoin-btc_1m_2017-11.json"), Interval.OneMinute, most: 7_500);
        SeriesRows minutes = market.First(series => series.Key.Dataset == SpotOhlcv.Name);
        IReadOnlyList<SeriesRows> candles = [.. market.Where(series => series.Key.Dataset == SpotOhlcv.Name)];
        QualityProof proof = new(_folder);

        Assert.Empty((await proof.AlarmsAsync(candles, CancellationToken.None)).Select(alarm => $"{alarm.Rule} {alarm.First.From:u} {alarm.First.Found}"));
        IReadOnlyList<QualityProof.Score> scores = await proof.ScoreAllAsync(candles, minutes, seed: 1, CancellationToken.None);

        Assert.Equal(PlantedFault.All.Select(fault => fault.Name).Order(StringComparer.Ordinal), scores.Select(score => score.Fault).Order(StringComparer.Ordinal));
        Assert.All(scores, score => Assert.True(score.Found == score.Planted, $"{score.Fault}: found {score.Found} of {score.Planted}"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
