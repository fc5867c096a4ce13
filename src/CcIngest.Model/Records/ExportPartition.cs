namespace CcIngest.Model;

/// <summary>What time the rows of one file share.</summary>
public enum ExportPartition
{
    /// <summary>A file has all times.</summary>
    None,
    Year,
    Month,
    Day,
}
