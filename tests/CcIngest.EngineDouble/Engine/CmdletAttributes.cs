namespace System.Management.Automation.Internal
{
    /// <summary>What everything is that says something about a command or a parameter.</summary>
    public abstract class CmdletMetadataAttribute : Attribute
    {
        internal CmdletMetadataAttribute()
        {
        }
    }

    public abstract class ParsingBaseAttribute : CmdletMetadataAttribute
    {
        internal ParsingBaseAttribute()
        {
        }
    }
}

namespace System.Management.Automation
{
    using System.Management.Automation.Internal;

    public enum ConfirmImpact
    {
        None,
        Low,
        Medium,
        High,
    }

    public abstract class CmdletCommonMetadataAttribute : CmdletMetadataAttribute
    {
        internal CmdletCommonMetadataAttribute()
        {
        }

        public string? DefaultParameterSetName { get; set; }

        public bool SupportsShouldProcess { get; set; }

        public ConfirmImpact ConfirmImpact { get; set; } = ConfirmImpact.Medium;

        public string? HelpUri { get; set; }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class CmdletAttribute(string verbName, string nounName) : CmdletCommonMetadataAttribute
    {
        public string VerbName { get; } = verbName;

        public string NounName { get; } = nounName;
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public sealed class OutputTypeAttribute(params Type[] type) : CmdletMetadataAttribute
    {
        public PSTypeName[] Type { get; } = [.. type.Select(one => new PSTypeName(one))];

        public string[]? ParameterSetName { get; set; }
    }

    public class PSTypeName(Type type)
    {
        public Type Type { get; } = type;

        public string? Name => Type.FullName;
    }
}
