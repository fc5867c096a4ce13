namespace System.Management.Automation.Host;

/// <summary>What shows a session to its user; here nobody looks.</summary>
public abstract class PSHost
{
    public abstract string Name { get; }

    public abstract PSHostUserInterface UI { get; }
}

/// <summary>The host's way to its user.</summary>
public abstract class PSHostUserInterface
{
    public virtual bool SupportsVirtualTerminal => false;
}
