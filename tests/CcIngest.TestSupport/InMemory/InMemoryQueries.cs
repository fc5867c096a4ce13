using System.Reflection;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.TestSupport;

/// <summary>What the files of <c>sql/queries</c> that choose series say, over the tables of an <see cref="InMemoryStore"/>.</summary>
internal static class InMemoryQueries
{
    public static IEnumerable<object> Run(InMemoryStore store, StoredQuery query, object? parameters) => query.Name switch
    {
        "exchanges" => Exchanges(store, List(parameters, "names"), List(parameters, "grades")),
        "top_assets" => Assets(store, (int?)Value(parameters, "count")),
        "trading_pairs" => Pairs(store, parameters, InstrumentsSpot.Dataset, "base_asset", "quote_asset", null),
        "contracts" => Pairs(store, parameters, InstrumentsFutures.Dataset, "index_underlying", "quote_currency", "contract_expiration_datetime"),
        "instruments" => Instruments(store, InstrumentsSpot.Dataset),
        "instruments_futures" => Instruments(store, InstrumentsFutures.Dataset),
        _ => throw new NotSupportedException($"The in-memory store has no query {query.Name}."),
    };

    private static IEnumerable<Exchange> Exchanges(InMemoryStore store, IReadOnlyList<string> names, IReadOnlyList<string> grades) =>
        from row in store.Table(ExchangesGeneral.Dataset).Rows
        let read = new Cells(ExchangesGeneral.Dataset, row)
        let name = read.Text("internal_name")!.ToLowerInvariant()
        where (names.Count == 0 || names.Contains(name)) && (grades.Count == 0 || grades.Contains(read.Text("grade")))
        select new Exchange { Name = name, DisplayName = read.Text("name")!, ExchangeApiId = read.Text("exchange_api_id")!, Grade = read.Text("grade") };

    private static IEnumerable<Asset> Assets(InMemoryStore store, int? count) =>
        (from row in store.Table(AssetMarketData.Dataset).Rows
         let market = new Cells(AssetMarketData.Dataset, row)
         join asset in store.Table(Model.Assets.Dataset).Rows on market["asset_id"] equals new Cells(Model.Assets.Dataset, asset)["asset_id"]
         let read = new Cells(Model.Assets.Dataset, asset)
         orderby (double?)market["spot_moving_30_day_quote_volume_usd"] descending
         select new Asset { AssetId = (long)read["asset_id"]!, Symbol = read.Text("symbol")!, Name = read.Text("name")!, AssetType = "BLOCKCHAIN" })
        .Take(count ?? int.MaxValue);

    private static IEnumerable<Instrument> Instruments(InMemoryStore store, Dataset table) =>
        store.Table(table).Rows.Select(row => new Cells(table, row)).Select(read => new Instrument
        {
            Exchange = read.Text("exchange_internal_name")!,
            Symbol = read.Text("mapped_instrument_symbol")!,
            RawSymbol = read.Text("exchange_instrument_symbol_raw")!,
            Status = read.Text("instrument_status_on_exchange"),
        });

    /// <summary>Contracts by their trades: in this store no other series has a life.</summary>
    private static IEnumerable<TradingPair> Pairs(InMemoryStore store, object? parameters, Dataset table, string baseName, string quoteName, string? expiry)
    {
        IReadOnlyList<long> ids = (IReadOnlyList<long>?)Value(parameters, "BaseIds") ?? [];
        string? unfinishedIn = (string?)Value(parameters, "UnfinishedIn");

        bool IsWanted(Cells read) => unfinishedIn is null || (read.Text("instrument_status_on_exchange") is not (null or "ACTIVE")
            && store.CoverageOf(new SeriesKey(
                unfinishedIn, read.Text("exchange_internal_name")!, read.Text("exchange_instrument_symbol_raw")!,
                Interval.Parse((string)Value(parameters, "UnfinishedInterval")!)))
                .Intervals.Any(known => known.State is CoverageState.Open or CoverageState.Pending));

        bool Allows(string parameter, string? value) => List(parameters, parameter) is var list && (list.Count == 0 || list.Contains(value ?? ""));
        return (from row in store.Table(table).Rows
                let read = new Cells(table, row)
                where Allows("exchanges", read.Text("exchange_internal_name")) && Allows("bases", read.Text(baseName + "_symbol"))
                    && Allows("quotes", read.Text(quoteName + "_symbol")) && Allows("statuses", read.Text("instrument_status_on_exchange"))
                    && Allows("instruments", read.Text("mapped_instrument_symbol"))
                    && (ids.Count == 0 || (read[baseName + "_id"] is long id && ids.Contains(id))) && IsWanted(read)
                select new TradingPair
                {
                    Exchange = read.Text("exchange_internal_name")!,
                    Symbol = read.Text("mapped_instrument_symbol")!,
                    RawSymbol = read.Text("exchange_instrument_symbol_raw")!,
                    Base = read.Text(baseName + "_symbol")!,
                    Quote = read.Text(quoteName + "_symbol")!,
                    FirstTrade = (DateTime?)read["first_trade_datetime"],
                    LastTrade = (DateTime?)read["last_trade_datetime"],
                    Market = table.Market ?? Market.Spot,
                    ExpiresAt = expiry is null ? null : (DateTime?)read[expiry],
                    Status = read.Text("instrument_status_on_exchange"),
                }).Take((int?)Value(parameters, "limit") ?? int.MaxValue);
    }

    private static object? Value(object? parameters, string name) =>
        (parameters?.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) ?? throw new ArgumentException($"The query needs a parameter '{name}'.")).GetValue(parameters);

    private static IReadOnlyList<string> List(object? parameters, string name) => [.. ((IEnumerable<string>?)Value(parameters, name)) ?? []];

    private sealed record Cells(Dataset Dataset, object?[] Row)
    {
        public object? this[string column] => Row[Dataset.Ordinal(column)];

        public string? Text(string column) => (string?)this[column];
    }
}
