namespace CcIngest.Model;

/// <summary>The columns of a dataset whose values have to fit, by how that is seen: <see cref="RowFit"/> asks it of every row.</summary>
internal sealed class JudgedColumns
{
    public JudgedColumns(Dataset dataset)
    {
        ILookup<ColumnKind, int> judged = Enumerable.Range(0, dataset.Columns.Count).Where(ordinal => RowFit.IsJudged(dataset.Columns[ordinal]))
            .ToLookup(ordinal => dataset.Columns[ordinal].Kind);
        Doubles = [.. judged[ColumnKind.Double]];
        Times = [.. judged[ColumnKind.DateTime], .. judged[ColumnKind.DateTimeMicroseconds]];

        // Any whole number of 64 bits fits its column.
        Others = [.. judged.Where(kind => kind.Key is not (ColumnKind.Double or ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds or ColumnKind.Int64))
            .SelectMany(kind => kind)];
    }

    public int[] Doubles { get; }

    public int[] Times { get; }

    /// <summary>Texts, and numbers that are narrower than a batch keeps them.</summary>
    public int[] Others { get; }
}
