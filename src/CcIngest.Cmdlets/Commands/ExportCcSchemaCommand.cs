using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Writes the whole schema of an engine as an SQL script. Asks no database.</summary>
[Cmdlet(VerbsData.Export, "CcSchema", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportCcSchemaCommand : AsyncCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(EngineCompleter))]
    [ValidateNotNullOrEmpty]
    public string Engine { get; set; } = "";

    /// <summary>The script; its folder must be there, a file of that name is replaced. UTF-8 with line feeds.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter]
    [Alias("Database")]
    [ValidateNotNullOrEmpty]
    public string Schema { get; set; } = "market";

    [Parameter]
    [ValidateSet("utf8mb4_general_ci", "utf8mb4_bin")]
    public string KeyCollation { get; set; } = "utf8mb4_general_ci";

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? ErrorTarget => Engine;

    protected override void Work()
    {
        string file = GetUnresolvedProviderPathFromPSPath(Path);
        string script = SchemaScript.Write(Engine.ToLowerInvariant(), Schema, KeyCollation);
        if (!ShouldProcess(file, $"Write the schema for {Engine}"))
        {
            return;
        }

        RunToEnd((_, cancellationToken) => WriteFileAsync(file, script, cancellationToken));
        if (PassThru)
        {
            WriteObject(new FileInfo(file));
        }
    }

    private static async Task WriteFileAsync(string file, string script, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file, script, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"'{file}' cannot be written: {failure.Message}", "Choose a file in a folder that is there and yours.", failure);
        }
    }
}
