using System.Management.Automation;

namespace CcIngest.EngineDouble;

/// <summary>What the commands of one pipeline share. Its thread writes; any thread may stop it.</summary>
internal sealed class PipelineState(Action<StreamEntry>? watcher)
{
    private readonly List<StreamEntry> _entries = [];
    private volatile bool _isStopping;
    private CommandRuntime? _turn;
    private int _threadId;

    public bool IsStopping => _isStopping;

    public int ThreadId => _threadId;

    public ErrorRecord? Failure { get; private set; }

    public IReadOnlyList<StreamEntry> Entries => _entries;

    public void BeginsHere() => _threadId = Environment.CurrentManagedThreadId;

    public void StopWriting() => _isStopping = true;

    public bool IsTurnOf(CommandRuntime command) => _turn == command && Environment.CurrentManagedThreadId == _threadId;

    /// <summary>Lets a command do something, and gives the turn back to the one before it.</summary>
    public void GiveTurnTo(CommandRuntime command, Action action)
    {
        CommandRuntime? before = _turn;
        _turn = command;
        try
        {
            action();
        }
        catch (Exception failure) when (failure is not (PipelineStoppedException or StopUpstreamException))
        {
            throw Fail(command.Named(failure is ParameterBindingException refused
                ? new ErrorRecord(refused, refused.ErrorId, CategoryOf(refused), null)
                : new ErrorRecord(failure, failure.GetType().FullName ?? "", ErrorCategory.NotSpecified, null)));
        }
        finally
        {
            _turn = before;
        }
    }

    public PipelineStoppedException Fail(ErrorRecord record)
    {
        Failure ??= record;
        return new PipelineStoppedException();
    }

    public void Enter(PipelineStream stream, object? value, string command)
    {
        StreamEntry entry = new(stream, value, command, Environment.CurrentManagedThreadId);
        _entries.Add(entry);
        watcher?.Invoke(entry);
    }

    internal static ErrorCategory CategoryOf(ParameterBindingException refused) =>
        refused.InnerException is MetadataException ? ErrorCategory.InvalidData : ErrorCategory.InvalidArgument;
}

/// <summary>The end of the pipeline has enough: commands before it end without their EndProcessing.</summary>
internal sealed class StopUpstreamException : Exception;
