using CcIngest.EngineDouble;

namespace System.Management.Automation;

/// <summary>The base class of compiled commands. What it writes goes to the <see cref="CommandRuntime"/> of the run.</summary>
public abstract class Cmdlet
{
    private CommandRuntime? _runtime;

    public bool Stopping => Runtime.IsStopping;

    internal CommandRuntime Runtime
    {
        get => _runtime ?? throw new InvalidOperationException("The cmdlet does not run: a pipeline gives it its streams.");
        set => _runtime = value;
    }

    public void WriteObject(object? sendToPipeline) => Runtime.WriteObject(sendToPipeline, enumerate: false);

    public void WriteObject(object? sendToPipeline, bool enumerateCollection) => Runtime.WriteObject(sendToPipeline, enumerateCollection);

    public void WriteError(ErrorRecord errorRecord) => Runtime.WriteError(errorRecord);

    public void WriteWarning(string text) => Runtime.Write(PipelineStream.Warning, text);

    public void WriteVerbose(string text) => Runtime.Write(PipelineStream.Verbose, text);

    public void WriteDebug(string text) => Runtime.Write(PipelineStream.Debug, text);

    public void WriteProgress(ProgressRecord progressRecord) => Runtime.Write(PipelineStream.Progress, progressRecord);

    public void WriteInformation(InformationRecord informationRecord) => Runtime.Write(PipelineStream.Information, informationRecord);

    public void WriteInformation(object messageData, string[] tags) =>
        Runtime.Write(PipelineStream.Information, new InformationRecord(messageData, GetType().FullName ?? ""));

    /// <summary>Ends the pipeline. As in the engine, the cmdlet itself sees no more than that it is to stop.</summary>
    public void ThrowTerminatingError(ErrorRecord errorRecord) => throw Runtime.Fail(errorRecord);

    public bool ShouldProcess(string target) => ShouldProcess(target, Runtime.CommandName);

    public bool ShouldProcess(string target, string action)
    {
        string text = $"Performing the operation \"{action}\" on target \"{target}\".";
        return Runtime.Ask(new Question(text, text, "Confirm") { Target = target, Action = action });
    }

    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption) =>
        Runtime.Ask(new Question(verboseDescription, verboseWarning, caption));

    public bool ShouldContinue(string query, string caption) => Runtime.AskToContinue(new Question(query, query, caption));

    internal void Begin() => BeginProcessing();

    internal void Process() => ProcessRecord();

    internal void End() => EndProcessing();

    internal void Stop() => StopProcessing();

    protected virtual void BeginProcessing()
    {
    }

    protected virtual void ProcessRecord()
    {
    }

    protected virtual void EndProcessing()
    {
    }

    protected virtual void StopProcessing()
    {
    }
}
