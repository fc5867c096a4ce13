namespace CcIngest.Simulator;

/// <summary>Faults in which rows a page has and where: the rows themselves are as they should be.</summary>
internal static class RowOrderFaults
{
    /// <summary>Of a page that is struck, every so many-th row comes twice, by chance.</summary>
    private const int OneRowIn = 4;

    public static readonly FaultKind Duplicates = new("duplicate-rows", FaultGroup.Ordering, "Some rows of a list come twice, the first one always.")
    {
        Action = async (request, next) => JsonRows.Edit(await next(request).ConfigureAwait(false), rows =>
        {
            ulong seed = request.Draw.SeedOf(request.Context.Request.QueryString.Value ?? "");
            for (int row = rows.Count - 1; row >= 0; row--)
            {
                if (row == 0 || CounterHash.Below(seed, row, OneRowIn) == 0)
                {
                    rows.Insert(row, rows[row]?.DeepClone());
                }
            }

            return rows.Count > 0;
        }),
    };

    public static readonly FaultKind Disorder = new("disorder", FaultGroup.Ordering, "The rows of a list come in no order.")
    {
        Action = async (request, next) => JsonRows.Edit(await next(request).ConfigureAwait(false), rows =>
        {
            ulong seed = request.Draw.SeedOf(request.Context.Request.QueryString.Value ?? "");
            for (int left = rows.Count - 1; left > 0; left--)
            {
                int other = (int)CounterHash.Below(seed, left, left + 1);
                (rows[left], rows[other]) = (rows[other], rows[left]);
            }

            return rows.Count > 1;
        }),
    };
}
