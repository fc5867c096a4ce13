using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that works on tables of the store, whoever made them.</summary>
public abstract class TableCmdlet : StoreCmdlet
{
    private readonly List<(string Table, string[] Key)> _tables = [];

    /// <summary>The table's name, without its schema.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TableCompleter))]
    [ValidateNotNullOrEmpty]
    public string Table { get; set; } = "cc_ohlcv_spot_1d_raw";

    /// <summary>Columns that tell rows apart.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>The column by which rows are newer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NewestBy { get; set; }

    protected override object? ErrorTarget => Table;

    /// <summary>The tables of the pipeline, each once.</summary>
    protected IReadOnlyList<(string Table, string[] Key)> Tables => _tables;

    protected override void ProcessRecord()
    {
        if (!_tables.Exists(one => string.Equals(one.Table, Table, StringComparison.OrdinalIgnoreCase)))
        {
            _tables.Add((Table, Key));
        }
    }

    /// <summary>Does something with the store that may take long, and shows how far it is.</summary>
    protected void UseStore(string activity, Func<IMarketDataStore, IProgress<RunProgress>, PipelineCalls, CancellationToken, Task> work) =>
        UseStore(async (store, calls, cancellationToken) =>
        {
            ProgressPump progress = new(calls, WriteProgress, TimeProvider.System);
            await work(store, progress, calls, cancellationToken).ConfigureAwait(false);
            progress.Complete(activity);
        });

    /// <summary>The statements of a rebuild for people, each step with its reason.</summary>
    protected static string Told(IReadOnlyList<RebuildStep> steps) => string.Join(
        "\n", steps.Select((step, index) => FormattableString.Invariant($"-- {index + 1}. {step.Name}\n") + string.Concat(step.Statements.Select(statement => $"{statement};\n"))));
}
