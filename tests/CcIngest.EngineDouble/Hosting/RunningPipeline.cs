using System.Management.Automation;

namespace CcIngest.EngineDouble;

/// <summary>A pipeline under way on a thread of its own.</summary>
public sealed class RunningPipeline
{
    // Far beyond any test: what is still running then hangs, on however busy a machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource<PipelineResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly PipelineState _state;
    private readonly List<PipelineCommand> _commands = [];
    private readonly IReadOnlyList<object?>? _input;
    private readonly int? _first;
    private bool _stopped;
    private int _passed;

    internal RunningPipeline(
        EngineSession session, IReadOnlyList<TypedCommand> commands, IReadOnlyList<object?>? input, int? first, Action<StreamEntry>? watcher)
    {
        (_input, _first, _state) = (input, first, new PipelineState(watcher));
        session.StartPipelineThread(() => RunOnThisThread(session, [.. commands]));
    }

    public Task<PipelineResult> Completion => _completion.Task;

    /// <summary>Ctrl+C: tells every cmdlet on this thread, as the engine does, and leaves it to the caller to wait for <see cref="Completion"/>.</summary>
    public void Stop()
    {
        _state.StopWriting();
        PipelineCommand[] commands;
        lock (_lock)
        {
            _stopped = true;
            commands = [.. _commands];
        }

        foreach (PipelineCommand command in commands)
        {
            command.Cmdlet.Stop();
        }
    }

    /// <exception cref="TimeoutException">It hangs.</exception>
    public PipelineResult WaitForEnd() =>
        Task.WaitAny([Completion], Patience) == 0 ? Completion.GetAwaiter().GetResult() : throw new TimeoutException("The pipeline hangs.");

    private void RunOnThisThread(EngineSession session, TypedCommand[] commands)
    {
        try
        {
            _state.BeginsHere();
            Run(session, commands);
        }
        catch (StopUpstreamException)
        {
            // Enough was read: no command's EndProcessing is called.
        }
        catch (PipelineStoppedException)
        {
            // The reason, if there is one, is in the state.
        }
        catch (Exception failure)
        {
            _completion.SetException(failure);
        }

        try
        {
            foreach (IDisposable disposable in _commands.Select(command => command.Cmdlet).OfType<IDisposable>())
            {
                disposable.Dispose();
            }

            _completion.TrySetResult(new PipelineResult(
                [.. _state.Entries], _state.Failure, _state.IsStopping && _state.Failure is null, _state.ThreadId, [.. _commands.Select(command => command.Cmdlet)]));
        }
        catch (Exception failure)
        {
            _completion.TrySetException(failure);
        }
    }

    private void Run(EngineSession session, TypedCommand[] commands)
    {
        lock (_lock)
        {
            for (int at = 0; at < commands.Length; at++)
            {
                int next = at + 1;
                string name = CommandParameters.Of(commands[at].Cmdlet).CommandName;
                _commands.Add(new PipelineCommand(
                    session, _state, commands[at], at > 0 || _input is not null,
                    next < commands.Length ? value => _commands[next].Process(value) : value => Leave(value, name)));
            }

            if (_stopped)
            {
                throw new PipelineStoppedException();
            }
        }

        _commands.ForEach(command => command.Bind());
        _commands.ForEach(command => command.Begin());
        if (_input is null)
        {
            _commands[0].ProcessWithoutInput();
        }
        else
        {
            foreach (object? one in _input)
            {
                _commands[0].Process(one);
            }
        }

        _commands.ForEach(command => command.End());
    }

    private void Leave(object? value, string command)
    {
        _state.Enter(PipelineStream.Output, value, command);
        if (++_passed == _first)
        {
            throw new StopUpstreamException();
        }
    }
}
