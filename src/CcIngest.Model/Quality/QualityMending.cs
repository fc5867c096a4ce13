namespace CcIngest.Model;

/// <summary>What mends a finding; the command line is made from it.</summary>
public enum QualityMending
{
    /// <summary>The source is asked again for these periods: <c>Get-CcQualityFinding | Repair-CcGap</c>.</summary>
    AskAgain,

    /// <summary>The series is brought up to date by its ingest.</summary>
    Ingest,

    /// <summary>The instruments of the market are brought up to date.</summary>
    SyncInstruments,

    /// <summary>The rows are entered into the books: <c>Add-CcCoverage</c>.</summary>
    Adopt,

    SyncExchanges,

    SyncAssets,

    /// <summary><c>Remove-CcDuplicate</c> keeps the newest row of each key.</summary>
    RemoveDuplicate,

    /// <summary>The values are compared with the source's before anything is changed: <c>Compare-CcSource</c>.</summary>
    Compare,
}
