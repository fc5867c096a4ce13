using System.Management.Automation.Host;
using CcIngest.EngineDouble;

namespace System.Management.Automation;

/// <summary>A cmdlet that also knows its session: variables, the current location, how it was called.</summary>
public abstract class PSCmdlet : Cmdlet
{
    public string ParameterSetName => Runtime.Binder.ParameterSetName;

    public InvocationInfo MyInvocation => Runtime.Invocation;

    public SessionState SessionState => Runtime.Session.State;

    public PSHost Host { get; } = new UnattendedHost();

    public CommandInvocationIntrinsics InvokeCommand => SessionState.InvokeCommand;

    public object? GetVariableValue(string name) => SessionState.PSVariable.GetValue(name);

    public object? GetVariableValue(string name, object? defaultValue) => SessionState.PSVariable.GetValue(name, defaultValue);

    /// <summary>The file system path of a path that need not be there, relative to the session's location and not to the process's.</summary>
    public string GetUnresolvedProviderPathFromPSPath(string path) =>
        Path.GetFullPath(path, SessionState.Path.CurrentFileSystemLocation.ProviderPath);
}
