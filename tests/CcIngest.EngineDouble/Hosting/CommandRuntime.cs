using System.Collections;
using System.Management.Automation;

namespace CcIngest.EngineDouble;

/// <summary>The streams of one command in a pipeline. Refuses whatever comes from another thread, or when it is not this command's turn.</summary>
internal sealed class CommandRuntime(EngineSession session, PipelineState pipeline, InvocationInfo invocation, Type cmdlet, ConfirmImpact impact)
{
    public EngineSession Session => session;

    public InvocationInfo Invocation => invocation;

    public string CommandName => invocation.MyCommand.Name;

    public bool IsStopping => pipeline.IsStopping;

    /// <summary>Known once the command line is bound.</summary>
    public required ParameterBinder Binder { get; init; }

    /// <summary>Takes an object of the output on: the next command, or the end of the pipeline.</summary>
    public required Action<object?> Next { get; init; }

    public void WriteObject(object? value, bool enumerate)
    {
        MustBeAllowed();
        foreach (object? one in enumerate && value is IEnumerable many and not (string or IDictionary) ? many : new[] { value })
        {
            Next(one);
            MustBeAllowed();
        }
    }

    public void WriteError(ErrorRecord record)
    {
        MustBeAllowed();
        record.ComesFrom(invocation, cmdlet);
        switch (Preference("Error"))
        {
            case ActionPreference.Stop:
                throw pipeline.Fail(record);
            case ActionPreference.Ignore:
                return;
            default:
                pipeline.Enter(PipelineStream.Error, record, CommandName);
                return;
        }
    }

    public void Write(PipelineStream stream, object value)
    {
        MustBeAllowed();
        ActionPreference preference = stream == PipelineStream.Information ? ActionPreference.Continue : Preference(stream.ToString());
        if (preference == ActionPreference.Stop)
        {
            throw pipeline.Fail(Named(new ErrorRecord(new RuntimeException(value.ToString() ?? ""), "ActionPreferenceStop", ErrorCategory.OperationStopped, null)));
        }

        if (preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore))
        {
            pipeline.Enter(stream, value, CommandName);
        }
    }

    /// <summary>Remembers why the pipeline ends.</summary>
    public PipelineStoppedException Fail(ErrorRecord record)
    {
        MustBeAllowed();
        return pipeline.Fail(Named(record));
    }

    public ErrorRecord Named(ErrorRecord record)
    {
        record.ComesFrom(invocation, cmdlet);
        return record;
    }

    /// <summary>What ShouldProcess does.</summary>
    public bool Ask(Question question)
    {
        MustBeAllowed();
        bool whatIf = Switch("WhatIf") ?? LanguagePrimitives.IsTrue(Session.Variables["WhatIfPreference"]);
        ConfirmImpact wanted = Switch("Confirm") switch
        {
            true => ConfirmImpact.Low,
            false => ConfirmImpact.None,
            null => (ConfirmImpact)LanguagePrimitives.ConvertTo(Session.Variables["ConfirmPreference"], typeof(ConfirmImpact))!,
        };
        bool asks = !whatIf && wanted != ConfirmImpact.None && impact >= wanted;
        if (!whatIf && !asks)
        {
            Write(PipelineStream.Verbose, question.Description);
        }

        return Enter(question with { IsWhatIf = whatIf, IsShown = whatIf || asks, Answer = !whatIf && (!asks || Prompt(question)) });
    }

    /// <summary>What ShouldContinue does: it always asks.</summary>
    public bool AskToContinue(Question question)
    {
        MustBeAllowed();
        return Enter(question with { IsShown = true, Answer = Prompt(question) });
    }

    private bool Enter(Question question)
    {
        pipeline.Enter(PipelineStream.Question, question, CommandName);
        return question.Answer;
    }

    private bool Prompt(Question question) => (Session.Prompt
        ?? throw new PSInvalidOperationException($"Nobody is there to answer: {question.Warning}"))(question);

    /// <summary>What is to become of a stream: the common switch (-Verbose), the common preference (-WarningAction), else the session's variable.</summary>
    private ActionPreference Preference(string stream)
    {
        string variable = stream == "Error" ? "ErrorActionPreference" : $"{stream}Preference";
        object? preference = Switch(stream) is { } on
            ? on ? ActionPreference.Continue : ActionPreference.SilentlyContinue
            : invocation.BoundParameters.GetValueOrDefault($"{stream}Action") ?? Session.Variables[variable];
        return (ActionPreference)LanguagePrimitives.ConvertTo(preference, typeof(ActionPreference))!;
    }

    private bool? Switch(string name) => invocation.BoundParameters.GetValueOrDefault(name) is SwitchParameter given ? given.IsPresent : null;

    private void MustBeAllowed()
    {
        if (!pipeline.IsTurnOf(this))
        {
            throw new InvalidOperationException(
                $"{CommandName}: the Write methods cannot be called from outside the overrides of the BeginProcessing, ProcessRecord, and EndProcessing "
                + "methods, and they can only be called from within the same thread.");
        }

        if (pipeline.IsStopping)
        {
            throw new PipelineStoppedException();
        }
    }
}
