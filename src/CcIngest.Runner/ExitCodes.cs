namespace CcIngest.Runner;

/// <summary>What the process answers beside <see cref="Model.RunSummary.ExitCode"/> (0, 1, 2, 130).</summary>
internal static class ExitCodes
{
    public const int Failed = 1;

    /// <summary>The command line, a setting or the job file is wrong: EX_USAGE of sysexits.h.</summary>
    public const int Usage = 64;

    /// <summary>128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
