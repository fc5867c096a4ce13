using System.Management.Automation;

namespace CcIngest.EngineDouble;

/// <summary>A pipeline as it would be typed: commands with their parameters, and what is piped into the first one.</summary>
public sealed class PipelineCall
{
    private readonly EngineSession _session;
    private readonly List<TypedCommand> _commands = [];
    private IReadOnlyList<object?>? _input;
    private Action<StreamEntry>? _watcher;
    private int? _first;

    internal PipelineCall(EngineSession session) => _session = session;

    /// <summary><c>| Next-Command -Name value</c>.</summary>
    public PipelineCall Then(Type cmdlet, params (string Name, object? Value)[] parameters)
    {
        _commands.Add(new TypedCommand(cmdlet, parameters));
        return this;
    }

    /// <summary>Adds arguments to the last command, by position.</summary>
    public PipelineCall At(params object?[] arguments)
    {
        _commands[^1] = _commands[^1] with { Arguments = arguments };
        return this;
    }

    /// <summary>Adds parameters to the last command.</summary>
    public PipelineCall With(params (string Name, object? Value)[] parameters)
    {
        _commands[^1] = _commands[^1] with { Parameters = [.. _commands[^1].Parameters, .. parameters] };
        return this;
    }

    /// <summary><c>objects |</c> before the first command; none is an empty pipe.</summary>
    public PipelineCall Piping(params object?[] objects)
    {
        _input = objects;
        return this;
    }

    /// <summary><c>| Select-Object -First count</c> behind the last command.</summary>
    public PipelineCall First(int count)
    {
        _first = count;
        return this;
    }

    /// <summary>Called on the writing thread with everything that is written, as it is written.</summary>
    public PipelineCall Watching(Action<StreamEntry> watcher)
    {
        _watcher = watcher;
        return this;
    }

    public RunningPipeline Start() => new(_session, _commands, _input, _first, _watcher);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public PipelineResult Run() => Start().WaitForEnd();

    /// <summary>Runs to the end, and expects no error.</summary>
    /// <exception cref="RuntimeException">There was one: its text.</exception>
    public PipelineResult RunWell()
    {
        PipelineResult result = Run();
        return (result.Failure ?? (result.Errors is [{ } first, ..] ? first : null)) is { } error
            ? throw new RuntimeException($"{error.FullyQualifiedErrorId}: {error}", error.Exception)
            : result;
    }
}

internal sealed record TypedCommand(Type Cmdlet, IReadOnlyList<(string Name, object? Value)> Parameters)
{
    public IReadOnlyList<object?> Arguments { get; init; } = [];
}
