namespace System.Management.Automation;

/// <summary>How a command was called.</summary>
public class InvocationInfo
{
    internal InvocationInfo(CommandInfo command, bool expectingInput) => (MyCommand, ExpectingInput) = (command, expectingInput);

    public CommandInfo MyCommand { get; }

    /// <summary>Parameters that the caller or the pipeline gave, converted, by their full names.</summary>
    public Dictionary<string, object?> BoundParameters { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool ExpectingInput { get; }

    public string InvocationName => MyCommand.Name;
}

public abstract class CommandInfo
{
    private protected CommandInfo(string name) => Name = name;

    public string Name { get; }
}

public class CmdletInfo : CommandInfo
{
    internal CmdletInfo(string name, Type implementingType)
        : base(name) => ImplementingType = implementingType;

    public Type ImplementingType { get; }
}
