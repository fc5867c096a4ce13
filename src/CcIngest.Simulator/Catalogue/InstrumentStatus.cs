namespace CcIngest.Simulator;

/// <summary>The API's words for what becomes of an instrument.</summary>
internal static class InstrumentStatus
{
    public const string Active = "ACTIVE", Ignored = "IGNORED", Retired = "RETIRED", Expired = "EXPIRED",
        ReadyForDecommissioning = "READY_FOR_DECOMMISSIONING";
}
