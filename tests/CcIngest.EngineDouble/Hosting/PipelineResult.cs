using System.Management.Automation;

namespace CcIngest.EngineDouble;

/// <summary>What a pipeline wrote, and how it ended.</summary>
public sealed class PipelineResult
{
    internal PipelineResult(IReadOnlyList<StreamEntry> entries, ErrorRecord? failure, bool wasStopped, int threadId, IReadOnlyList<Cmdlet> cmdlets) =>
        (Entries, Failure, WasStopped, ThreadId, Cmdlets) = (entries, failure, wasStopped, threadId, cmdlets);

    /// <summary>Everything in the order it came.</summary>
    public IReadOnlyList<StreamEntry> Entries { get; }

    /// <summary>The terminating error; null when there was none.</summary>
    public ErrorRecord? Failure { get; }

    /// <summary>Whether it ended because it was stopped.</summary>
    public bool WasStopped { get; }

    /// <summary>The managed id of the pipeline thread.</summary>
    public int ThreadId { get; }

    /// <summary>The cmdlets as they are after the pipeline's end: disposed.</summary>
    public IReadOnlyList<Cmdlet> Cmdlets { get; }

    /// <summary>What <c>$?</c> says.</summary>
    public bool IsSuccess => Failure is null && !WasStopped && Errors.Count == 0;

    public IReadOnlyList<object?> Output => Of<object?>(PipelineStream.Output);

    /// <summary>Non-terminating errors.</summary>
    public IReadOnlyList<ErrorRecord> Errors => Of<ErrorRecord>(PipelineStream.Error);

    public IReadOnlyList<string> Warnings => Of<string>(PipelineStream.Warning);

    public IReadOnlyList<string> Verbose => Of<string>(PipelineStream.Verbose);

    public IReadOnlyList<string> Debug => Of<string>(PipelineStream.Debug);

    public IReadOnlyList<InformationRecord> Information => Of<InformationRecord>(PipelineStream.Information);

    public IReadOnlyList<ProgressRecord> Progress => Of<ProgressRecord>(PipelineStream.Progress);

    /// <summary>What ShouldProcess and ShouldContinue brought up, shown or not.</summary>
    public IReadOnlyList<Question> Questions => Of<Question>(PipelineStream.Question);

    /// <summary>The output, all of one type.</summary>
    public IReadOnlyList<T> All<T>() => [.. Output.Select(one => one is T wanted ? wanted : throw new InvalidCastException($"The output has a {one?.GetType()}."))];

    /// <summary>The one object of the output.</summary>
    public T Single<T>() => All<T>().Single();

    private T[] Of<T>(PipelineStream stream) => [.. Entries.Where(entry => entry.Stream == stream).Select(entry => (T)entry.Value!)];
}
