using CcIngest.Model;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary>An engine that is here, with the loader that it brings itself: what nobody who writes to it can be much faster than.</summary>
internal abstract class MeasuredEngine : IAsyncDisposable
{
    /// <summary>As the table of results names it.</summary>
    public abstract string Name { get; }

    /// <summary>Of its program.</summary>
    public abstract string Version { get; }

    public abstract string LoaderName { get; }

    /// <summary>How many writers are compared; more than one only where the engine gains from them.</summary>
    public virtual IReadOnlyList<int> Writers => [1];

    /// <summary>Joins two tables that have their rows in the order of the same key.</summary>
    public virtual string Join => "JOIN";

    /// <summary>A schema of this engine; one name is one store.</summary>
    public abstract KilledStore Store(string schema);

    /// <summary>What a connection to one store is told first to reach a table of another, and how it is called then.</summary>
    public abstract (string Prepare, string Table) Reach(KilledStore other, string table);

    /// <summary>The condition that a column is the same in <c>e</c> and <c>f</c>, nulls and letters included.</summary>
    public abstract string Same(Column column);

    /// <summary>As <see cref="Same"/> where <c>f</c> was filled by <see cref="LoadAsync"/>.</summary>
    public virtual string SameLoaded(Column column) => Same(column);

    /// <summary>The rows of a store as a file for <see cref="LoadAsync"/>, in the order of the key: series after series, as an API gives them.</summary>
    public abstract Task WriteAsync(KilledStore store, string file, CancellationToken cancellationToken);

    /// <summary>Loads a file (tabs between cells, a line feed behind each row, columns in table order) into the table of a schema that has it, empty.</summary>
    public abstract Task<Measured> LoadAsync(KilledStore store, string file, long rows, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    protected static string Columns(Dataset dataset) => string.Join(", ", dataset.Columns.Select(column => column.Name));

    protected static string Key(Dataset dataset) => string.Join(", ", dataset.Key.Select(ordinal => dataset.Columns[ordinal].Name));
}
