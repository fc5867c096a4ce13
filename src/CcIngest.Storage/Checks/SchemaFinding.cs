using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What a version of the tables means for work on them.</summary>
internal static class SchemaFinding
{
    private const string Make = "Run Initialize-CcStore; a job file does it by itself unless it says \"initialize\": false.";

    /// <param name="version">The store's; null when there are no tables.</param>
    public static CheckFinding Of(int? version) => version switch
    {
        null => CheckFinding.Warning("The store has no tables of this program yet.", Make),
        < DatasetCatalog.SchemaVersion => CheckFinding.Warning(
            FormattableString.Invariant($"The tables have version {version}, this program works with {DatasetCatalog.SchemaVersion}."), Make),
        > DatasetCatalog.SchemaVersion => CheckFinding.Failed(
            FormattableString.Invariant($"The tables have version {version}, this program knows {DatasetCatalog.SchemaVersion}."),
            "Use the newer version of this program that made them."),
        _ => CheckFinding.Passed(FormattableString.Invariant($"The tables have the current version, {version}.")),
    };
}
