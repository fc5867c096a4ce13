namespace CcIngest.Model;

/// <summary>The statuses of an instrument that mean something to this program; the others are taken as they come.</summary>
public static class InstrumentStatus
{
    /// <summary>It trades.</summary>
    public const string Active = "ACTIVE";

    /// <summary>The source no longer lists it.</summary>
    public const string Vanished = "VANISHED";
}
