namespace CcIngest.Model;

/// <summary>What the three families of futures series have in common: the names of the contract, the key, the grid.</summary>
internal static class FuturesSeries
{
    /// <param name="family">The word of the family in series, jobs and coverage.</param>
    /// <param name="tableStem">The table's name before its interval.</param>
    /// <param name="interval">The length of a period.</param>
    /// <param name="path">The endpoint, without its period.</param>
    /// <param name="life">Where <see cref="InstrumentsFutures"/> tells of the series' life.</param>
    /// <param name="description">What the table holds, one sentence.</param>
    /// <param name="values">The columns between the contract's names and the row clock.</param>
    /// <param name="rules">What must hold beside the grid; given the ordinal of a column by its name.</param>
    public static Dataset Define(
        string family, string tableStem, Interval interval, string path, SeriesLife life, string description, IReadOnlyList<Column> values,
        Func<Func<string, int>, IReadOnlyList<ValidationRule>> rules)
    {
        IReadOnlyList<Column> columns =
        [
            Column.DateTime("datetime").Required().From("TIMESTAMP").In("UTC, start of the period"),
            Column.Text("market", 64).Required().From("MARKET").In("venue, lower case"),
            Column.Text("instrument", 128).Required().From("INSTRUMENT").In("name on the exchange"),
            Column.Text("mapped_instrument", 128).From("MAPPED_INSTRUMENT").In("mapped name"),
            Column.Text("type", 64).From("TYPE"),
            Column.Text("index_underlying", 128).From("INDEX_UNDERLYING").In("asset symbol"),
            Column.Text("quote_currency", 128).From("QUOTE_CURRENCY").In("asset symbol"),
            Column.Text("settlement_currency", 128).From("SETTLEMENT_CURRENCY").In("asset symbol"),
            Column.Text("contract_currency", 128).From("CONTRACT_CURRENCY").In("asset symbol"),
            Column.Text("denomination_type", 64).From("DENOMINATION_TYPE").In("VANILLA, INVERSE, QUANTO"),
            .. values,
            Column.CollectedAt(),
        ];
        int Ordinal(string name) => columns.Index().First(column => column.Item.Name == name).Index;
        return new Dataset(family, $"{tableStem}_{interval}", columns, "market", "instrument", "datetime")
        {
            Description = description,
            Origin = $"{path}/{SeriesPath.Of(interval)}",
            Market = Model.Market.Futures,
            Interval = interval,
            Life = life,
            Since = 3,
            Series = new SeriesColumns(Ordinal("market"), Ordinal("instrument"), Ordinal("datetime")),
            Rules = [SeriesRules.OnGrid(Ordinal, interval), .. rules(Ordinal)],
        }.Shard("market", "instrument").Sort("datetime").Index("datetime");
    }
}
