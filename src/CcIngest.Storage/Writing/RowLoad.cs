using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Whole rows on their way into the engine. They are checked (everything fits), ordered by key, free of duplicates, and complete with their clocks; at least one.</summary>
public sealed record RowLoad(RowBatch Rows, LoadMode Mode)
{
    public Dataset Dataset => Rows.Dataset;

    /// <summary>What <see cref="SqlStore.FormOf"/> has made of these rows; null when it was not asked, or made nothing.</summary>
    internal ReadyRows? Ready { get; init; }
}

/// <summary>Rows in the form that the engine loads, made before the load. Good for one load of these very rows: an attempt that failed may still be reading it.</summary>
internal sealed class ReadyRows(RowBatch rows, IDisposable form) : IDisposable
{
    private IDisposable? _form = form;

    /// <returns>Null when it was taken before, or is of other rows.</returns>
    public T? TakeFor<T>(RowBatch asked)
        where T : class, IDisposable => ReferenceEquals(asked, rows) ? (T?)Interlocked.Exchange(ref _form, null) : null;

    /// <summary>Nobody will take it any more.</summary>
    public void Dispose() => Interlocked.Exchange(ref _form, null)?.Dispose();
}
