using System.Runtime.CompilerServices;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>How one record of an answer becomes a row of a dataset: the columns' <see cref="Column.Source"/> paths, compiled once.</summary>
internal sealed class JsonRowMapping
{
    private static readonly ConditionalWeakTable<Dataset, JsonRowMapping> Compiled = [];

    private JsonRowMapping(Dataset dataset)
    {
        Dataset = dataset;
        int levels = 0;
        Root = new JsonNames(levels++);
        List<(string Name, int Ordinal)> given = [];
        List<(string Source, int Ordinal)> required = [];
        foreach ((int ordinal, Column column) in dataset.Columns.Index())
        {
            if (column.Role == ColumnRole.RetrievedAt)
            {
                RetrievedAt = ordinal;
            }
            else if (column is { Role: ColumnRole.Value, Source: { } source })
            {
                if (!column.Nullable)
                {
                    required.Add((source, ordinal));
                }

                if (source.StartsWith('@'))
                {
                    given.Add((source, ordinal));
                }
                else
                {
                    Add(source.Split('.'), column, ordinal, ref levels);
                }
            }
        }

        Given = [.. given];
        Required = [.. required];
        Levels = levels;
    }

    public Dataset Dataset { get; }

    public JsonNames Root { get; }

    /// <summary>How many <see cref="JsonNames"/> there are.</summary>
    public int Levels { get; }

    /// <summary>Columns whose value the endpoint gives, by their <c>@name</c>. An array: walking it costs no memory for each record.</summary>
    public (string Name, int Ordinal)[] Given { get; }

    /// <summary>Columns from the source that must have a value.</summary>
    public (string Source, int Ordinal)[] Required { get; }

    /// <summary>The column for the time of the answer, or -1.</summary>
    public int RetrievedAt { get; } = -1;

    public static JsonRowMapping For(Dataset dataset) => Compiled.GetValue(dataset, static dataset => new JsonRowMapping(dataset));

    private void Add(string[] path, Column column, int ordinal, ref int levels)
    {
        JsonNames names = Root;
        foreach (string name in path[..^1])
        {
            JsonNames.Entry parent = names.Add(name);
            names = parent.Children ??= new JsonNames(levels++);
        }

        JsonNames.Entry leaf = names.Add(path[^1]);
        if (leaf.Column is not null || leaf.Children is not null)
        {
            throw new ArgumentException($"Two columns of {Dataset} come from {string.Join('.', path)}.");
        }

        leaf.Fill(column, ordinal);
    }
}
