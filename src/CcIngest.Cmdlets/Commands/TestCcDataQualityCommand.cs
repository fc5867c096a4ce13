using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Tests stored data by the rules of their datasets, keeps what it finds, and writes it. A finding is no error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CcDataQuality", SupportsShouldProcess = true)]
[OutputType(typeof(QualityFinding))]
public sealed class TestCcDataQualityCommand : SeriesTargetCmdlet
{
    /// <summary>Only these rules.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(QualityRuleCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Rule { get; set; } = [];

    /// <summary>Only rules of these severities.</summary>
    [Parameter]
    public QualitySeverity[] Severity { get; set; } = [];

    protected override void Work()
    {
        if (HasNothing)
        {
            WriteVerbose("No object came down the pipeline: there is nothing to test.");
            return;
        }

        if (ShouldProcess(StoreOptions.Describe(), "Test the stored data and keep the findings"))
        {
            RunStep(calls => new QualityStep
            {
                Targets = Targets,
                Rules = [.. Rule.Select(rule => rule.ToLowerInvariant())],
                Severities = Severity,
                OnFinding = finding => calls.Post(() => WriteObject(finding)),
            });
        }
    }
}
