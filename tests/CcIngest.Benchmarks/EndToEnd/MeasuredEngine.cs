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

    /// <summary>What stands for a null in the file of <see cref="LoadAsync"/>.</summary>
    public virtual string NullText => @"\N";

    /// <summary>A schema of this engine; one name is one store.</summary>
    public abstract KilledStore Store(string schema);

    /// <summary>Loads a file (tabs between cells, a line feed behind each row, columns in table order) into the table of a schema that has it, empty.</summary>
    public abstract Task<Measured> LoadAsync(KilledStore store, string file, long rows, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    protected static string Columns(Dataset dataset) => string.Join(", ", dataset.Columns.Select(column => column.Name));
}
