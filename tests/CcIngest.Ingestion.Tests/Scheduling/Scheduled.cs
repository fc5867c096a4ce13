namespace CcIngest.Ingestion.Tests;

/// <summary>Schedules for tests.</summary>
internal static class Scheduled
{
    public static JobStart Start { get; } = new() { Job = "/srv/market/daily.json", Folder = "/srv/market", Program = "/srv/ccingest/ccingest" };

    public static ScheduledJob Daily { get; } = new("daily", ScheduleTime.Daily(new TimeSpan(0, 10, 0)), Start);

    /// <summary>Everything that a shell, cron, systemd or XML could take for something else.</summary>
    public static ScheduledJob Difficult { get; } = new("difficult", ScheduleTime.Parse("*/15 6,18 * * 1-5"), Start with
    {
        Folder = "/srv/it's 100% $HOME \"quoted\" & <so>", Job = "/srv/ö %d/`x`.json", Module = "/srv/it's/CcIngest.psd1", Program = "/srv/power shell/pwsh",
        ApiKeySecret = "the key", PasswordSecret = "pass'word", Vault = "Local Store",
    });
}
