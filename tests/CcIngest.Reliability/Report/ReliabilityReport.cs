namespace CcIngest.Reliability;

internal static class ReliabilityReport
{
    public static string Write(CampaignLog log) => log.ToString() ?? "";
}
