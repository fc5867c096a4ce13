namespace CcIngest.Model;

/// <summary>What the API said of its limits, before, during and after each run: <c>cc_rate_limit_status</c>. Source: <c>/admin/v2/rate/limit</c>.</summary>
public static class RateLimitStatusRecords
{
    private static readonly string[] Windows = ["second", "minute", "hour", "day", "month"];

    public static readonly Dataset Dataset = new("rate-limit-status", "cc_rate_limit_status",
    [
        Column.Text("run_id", 64).Required().Exactly().From("@run"),
        Column.Int32("sequence").Required().From("@sequence").In("0, 1, 2 … within the run"),
        Column.DateTime("timestamp").Required().From("@now").In("UTC, time of the answer"),
        Column.Text("use_case").Required().From("@job").In("name of the job"),
        Column.Text("record_timing", 10).Required().From("@timing").In("pre, during or post"),
        // Month limits above 2^31 exist, so the counts are 64 bits wide.
        .. from key in new[] { "api_key", "auth_key" }
           from measure in new[] { "used", "max", "remaining" }
           from window in Windows
           select Column.Int64($"{key}_{measure}_{window}").In("calls")
               .From($"{key.ToUpperInvariant()}.{measure.ToUpperInvariant()}.{window.ToUpperInvariant()}"),
    ], "run_id", "sequence")
    {
        Description = "The limits of the key as the API stated them, before, during and after each run.",
        Origin = "/admin/v2/rate/limit",
        IsBookkeeping = true,
    };

    static RateLimitStatusRecords() => Dataset.Shard("run_id").Sort("timestamp", "use_case").Index("timestamp");
}
