using System.Management.Automation;

namespace CcIngest.EngineDouble;

/// <summary>One command of a running pipeline: the cmdlet, its parameters, its streams.</summary>
internal sealed class PipelineCommand
{
    private readonly PipelineState _pipeline;
    private readonly TypedCommand _typed;
    private readonly CommandRuntime _runtime;

    public PipelineCommand(EngineSession session, PipelineState pipeline, TypedCommand typed, bool expectsInput, Action<object?> next)
    {
        CommandParameters parameters = CommandParameters.Of(typed.Cmdlet);
        InvocationInfo invocation = new(new CmdletInfo(parameters.CommandName, typed.Cmdlet), expectsInput);
        (_pipeline, _typed) = (pipeline, typed);
        Cmdlet = (Cmdlet)Activator.CreateInstance(typed.Cmdlet)!;
        _runtime = new CommandRuntime(session, pipeline, invocation, typed.Cmdlet, parameters.ConfirmImpact)
        {
            Binder = new ParameterBinder(Cmdlet, parameters, invocation, new EngineIntrinsics(session)),
            Next = next,
        };
        Cmdlet.Runtime = _runtime;
    }

    public Cmdlet Cmdlet { get; }

    public void Bind() => _pipeline.GiveTurnTo(_runtime, () => _runtime.Binder.BindCommandLine(_typed));

    public void Begin() => _pipeline.GiveTurnTo(_runtime, Cmdlet.Begin);

    public void ProcessWithoutInput() => _pipeline.GiveTurnTo(_runtime, Cmdlet.Process);

    /// <summary>An object that cannot be bound is a non-terminating error, and the next one is taken.</summary>
    public void Process(object? input) => _pipeline.GiveTurnTo(_runtime, () =>
    {
        try
        {
            _runtime.Binder.BindPipelineObject(input);
        }
        catch (ParameterBindingException refused)
        {
            _runtime.WriteError(new ErrorRecord(refused, refused.ErrorId, PipelineState.CategoryOf(refused), input));
            return;
        }

        Cmdlet.Process();
    });

    public void End() => _pipeline.GiveTurnTo(_runtime, Cmdlet.End);
}
