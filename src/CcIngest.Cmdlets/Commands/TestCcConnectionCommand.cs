using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Cmdlets;

/// <summary>Looks at source and store before work is begun; each check is a row with a verdict. A check that fails is no error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CcConnection", DefaultParameterSetName = Both)]
[OutputType(typeof(ConnectionCheck), typeof(bool))]
public sealed class TestCcConnectionCommand : AsyncCmdlet
{
    private const string Both = "Both";
    private const string OnlyStore = "StoreOnly";
    private const string OnlySource = "SourceOnly";

    [Parameter(ParameterSetName = Both)]
    [Parameter(ParameterSetName = OnlyStore)]
    [ValidateNotNull]
    public ConnectedStore? Store { get; set; }

    [Parameter(ParameterSetName = Both)]
    [Parameter(ParameterSetName = OnlySource)]
    [ValidateNotNull]
    public ConnectedSource? Source { get; set; }

    /// <summary>Leaves the source out; sends nothing to it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnlyStore)]
    public SwitchParameter StoreOnly { get; set; }

    /// <summary>Leaves the store out.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnlySource)]
    public SwitchParameter SourceOnly { get; set; }

    /// <summary>A job file, when it is the one that says where source and store are.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Job { get; set; }

    /// <summary>The longest that one check may take, 1 to 300 s.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Writes whether nothing has failed, and no rows. Warnings are no failures.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void Work()
    {
        bool passed = true;
        JobFile? file = Job is null ? null : Load(() => JobFiles.Read(this, GetUnresolvedProviderPathFromPSPath(Job)), "job");
        Settings? ofJob = file is null ? null : Load(() => JobFiles.Settings(this, file, Store, Source), "job");
        AlertAddresses? addresses = file is null || StoreOnly || SourceOnly ? null : Load(() => JobFiles.Addresses(this, file), "alerts");
        bool looks = Job is null || ofJob is not null;
        SourceOptions? source = StoreOnly || !looks ? null : Load(() => ofJob?.Source ?? SessionSettings.SourceOptions(this, Source), "source");
        StoreOptions? store = SourceOnly || !looks ? null : Load(() => ofJob?.Store ?? SessionSettings.StoreOptions(this, Store), "store");

        // What source and store would warn of stands in the rows.
        LogLevel lowest = PipelineLog.LowestWanted(this) is var wanted && wanted >= LogLevel.Warning ? LogLevel.None : wanted;
        RunToEnd(async (calls, cancellationToken) =>
        {
            using PipelineLog log = new(this, calls, lowest);
            TimeSpan timeout = TimeSpan.FromSeconds(TimeoutSeconds);
            IAsyncEnumerable<ConnectionCheck> checks = ConnectionChecks.RunAsync(source, store, timeout, TimeProvider.System, log, cancellationToken);
            await foreach (ConnectionCheck check in checks.ConfigureAwait(false))
            {
                calls.Post(() => Tell(check));
            }

            if (file is not null && addresses is not null)
            {
                foreach (ConnectionCheck check in await AlertChecks.LookAsync(file, addresses, timeout, TimeProvider.System, cancellationToken).ConfigureAwait(false))
                {
                    calls.Post(() => Tell(check));
                }
            }
        });

        if (Quiet)
        {
            WriteObject(passed);
        }

        T? Load<T>(Func<T> load, string what)
            where T : class
        {
            try
            {
                return load();
            }
            catch (IngestException failure)
            {
                Tell(CheckFinding.Failed(failure.Message, failure.Advice).ToCheck("Settings", what));
                return null;
            }
        }

        void Tell(ConnectionCheck check)
        {
            passed &= check.Verdict != CheckVerdict.Failed;
            if (Quiet)
            {
                WriteVerbose($"{check}. {check.Message}");
            }
            else
            {
                WriteObject(check);
            }
        }
    }
}
