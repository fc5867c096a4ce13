using System.Management.Automation;

namespace CcIngest.Help.Tests;

public enum SampleColour
{
    Red,
    Green,
}

[Cmdlet("Get", "Sample")]
public sealed class GetSampleCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    [Parameter]
    [ValidateSet("short", "long")]
    public string? Form { get; set; }

    [Parameter]
    public int? Last { get; set; }

    /// <summary>Not a parameter.</summary>
    public int Count { get; set; }
}

[Cmdlet("Set", "Sample", SupportsShouldProcess = true, DefaultParameterSetName = "ByName")]
public sealed class SetSampleCommand
{
    [Parameter(ParameterSetName = "ById", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public int Id { get; set; }

    [Parameter]
    public SampleColour Colour { get; set; }

    [Parameter(ParameterSetName = "ByName", Position = 1)]
    [Alias("Text", "Value")]
    public string? Label { get; set; }

    [Parameter(ParameterSetName = "ByName", Position = 0, Mandatory = true)]
    public string Name { get; set; } = "";
}
