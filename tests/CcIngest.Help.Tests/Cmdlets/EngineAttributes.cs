// Attributes of PowerShell's names, so that this assembly can be read like one with cmdlets: the tool goes by names and never runs what it reads.
#pragma warning disable CA1050, CA1019, IDE0130
namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class CmdletAttribute(string verbName, string nounName) : Attribute
{
    public string VerbName { get; } = verbName;

    public string NounName { get; } = nounName;

    public bool SupportsShouldProcess { get; set; }

    public string? DefaultParameterSetName { get; set; }
}

[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal sealed class ParameterAttribute : Attribute
{
    public int Position { get; set; } = int.MinValue;

    public bool Mandatory { get; set; }

    public string? ParameterSetName { get; set; }

    public bool ValueFromPipeline { get; set; }

    public bool ValueFromPipelineByPropertyName { get; set; }
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class AliasAttribute(params string[] names) : Attribute
{
    public string[] Names { get; } = names;
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateSetAttribute(params string[] values) : Attribute
{
    public string[] Values { get; } = values;
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class SupportsWildcardsAttribute : Attribute;
