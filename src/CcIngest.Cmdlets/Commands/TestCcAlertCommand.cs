using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Cmdlets;

/// <summary>Sends a message that says it is a test to the sinks of a job file; what became of it is a row for each sink, not an error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CcAlert", SupportsShouldProcess = true)]
[OutputType(typeof(AlertDelivery))]
public sealed class TestCcAlertCommand : AsyncCmdlet
{
    private readonly List<string> _jobs = [];

    /// <summary>The job file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public string Job { get; set; } = "";

    /// <summary>Only these sinks.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Sink { get; set; } = [];

    protected override object? ErrorTarget => Job;

    protected override void ProcessRecord() => _jobs.Add(Job);

    protected override void Work()
    {
        LogLevel lowest = PipelineLog.LowestWanted(this);
        foreach (string job in _jobs)
        {
            JobFile file = JobFiles.Read(this, GetUnresolvedProviderPathFromPSPath(job));
            IReadOnlyList<string> sinks = AlertChecks.Named(file, Sink);
            AlertAddresses addresses = JobFiles.Addresses(this, file);
            if (!ShouldProcess(string.Join(", ", sinks), $"Send a test message of the job {file.Job.Name}"))
            {
                continue;
            }

            RunToEnd(async (calls, cancellationToken) =>
            {
                using PipelineLog log = new(this, calls, lowest);
                IReadOnlyList<AlertDelivery> deliveries = await AlertChecks.TestAsync(file, addresses, sinks, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
                calls.Post(() => WriteObject(deliveries, enumerateCollection: true));
            });
        }
    }
}
