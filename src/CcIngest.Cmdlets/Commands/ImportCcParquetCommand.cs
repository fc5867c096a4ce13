using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Stores the rows of Parquet files, judged by the rules that a source's answers are judged by.</summary>
[Cmdlet(VerbsData.Import, "CcParquet", SupportsShouldProcess = true)]
[OutputType(typeof(ImportedFile))]
public sealed class ImportCcParquetCommand : BulkRunCmdlet
{
    private readonly List<string> _paths = [];

    /// <summary>Folders of an export, folders with Parquet files, or files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [TextOnly]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Whose rows they are, where the files do not say so themselves.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DatasetCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Dataset { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval? Interval { get; set; }

    [Parameter]
    [ValidateNotNull]
    public ConnectedStore? Store { get; set; }

    protected override object? ErrorTarget => _paths.FirstOrDefault();

    protected override void ProcessRecord() => _paths.AddRange(Path.Select(GetUnresolvedProviderPathFromPSPath));

    protected override void Work()
    {
        Dataset? dataset = Dataset is { } word ? BulkDataset.Find(word, Interval) : null;
        StoreOptions store = SessionSettings.StoreOptions(this, Store);
        if (_paths.Count == 0 || !ShouldProcess(store.Describe(), _paths.Count == 1 ? $"Import {_paths[0]}" : FormattableString.Invariant($"Import {_paths.Count} paths")))
        {
            return;
        }

        RunOn(store, (calls, _, _) => Task.FromResult<IReadOnlyList<JobStep>>(
            [new ImportStep { Paths = _paths, Dataset = dataset, OnFile = file => calls.Post(() => WriteObject(file)) }]));
    }
}
