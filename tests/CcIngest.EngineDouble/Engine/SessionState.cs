using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation.Runspaces;
using CcIngest.EngineDouble;

namespace System.Management.Automation;

/// <summary>What a cmdlet sees of its session.</summary>
public sealed class SessionState
{
    internal SessionState(EngineSession session)
    {
        PSVariable = new PSVariableIntrinsics(session);
        Path = new PathIntrinsics(session);
        InvokeCommand = new CommandInvocationIntrinsics(session);
    }

    public PSVariableIntrinsics PSVariable { get; }

    public PathIntrinsics Path { get; }

    public CommandInvocationIntrinsics InvokeCommand { get; }
}

public sealed class PSVariableIntrinsics
{
    private readonly EngineSession _session;

    internal PSVariableIntrinsics(EngineSession session) => _session = session;

    public object? GetValue(string name) => GetValue(name, null);

    public object? GetValue(string name, object? defaultValue) => _session.Variables.TryGetValue(name, out object? value) ? value : defaultValue;

    public void Set(string name, object? value) => _session.Variables[name] = value;
}

public sealed class PathIntrinsics
{
    private readonly EngineSession _session;

    internal PathIntrinsics(EngineSession session) => _session = session;

    public PathInfo CurrentFileSystemLocation => new(_session.Location);
}

public sealed class PathInfo
{
    internal PathInfo(string path) => ProviderPath = path;

    public string Path => ProviderPath;

    public string ProviderPath { get; }
}

/// <summary>Commands of the session that are no cmdlets of the module; a test says what they are.</summary>
public class CommandInvocationIntrinsics
{
    private readonly EngineSession _session;

    internal CommandInvocationIntrinsics(EngineSession session) => _session = session;

    public Collection<PSObject> InvokeScript(
        string script, bool useNewScope, PipelineResultTypes writeToPipeline, IList? input, params object[] args) =>
        [.. _session.Scripts(script, args).Select(value => new PSObject(value))];
}

public class EngineIntrinsics
{
    internal EngineIntrinsics(EngineSession session) => SessionState = session.State;

    public SessionState SessionState { get; }
}
