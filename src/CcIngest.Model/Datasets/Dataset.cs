using System.Collections.Frozen;

namespace CcIngest.Model;

/// <summary>
/// One table, said once: its columns, logical key, shard and sort keys, indexes and rules. The DDL of every engine, the upsert, the mapping
/// from JSON, validation and the documentation come from here.
/// </summary>
public sealed class Dataset
{
    private readonly FrozenDictionary<string, int> _ordinals;
    private readonly Column[] _columns;
    private SeriesColumns? _revised;
    private SeriesColumns? _chunked;
    private IReadOnlyList<QualityRule>? _qualityRules;
    private JudgedColumns? _judged;

    /// <param name="name">The word users and jobs know the data by, for example <c>ohlcv-spot</c>; the tables of one family share it.</param>
    /// <param name="table">The table's name without its schema.</param>
    /// <param name="columns">All columns in table order.</param>
    /// <param name="key">The logical key, the same on every engine; at least one column, each required.</param>
    public Dataset(string name, string table, IReadOnlyList<Column> columns, params string[] key)
    {
        Name = name;
        Table = table;
        _columns = [.. columns];
        Columns = _columns;
        _ordinals = columns.Select((column, ordinal) => (column.Name, ordinal)).ToFrozenDictionary(pair => pair.Name, pair => pair.ordinal, StringComparer.Ordinal);
        Key = [.. key.Select(Ordinal)];
        ShardKey = Key;
        SortKey = Key;
        if (Key.Any(ordinal => Columns[ordinal].Nullable))
        {
            throw new ArgumentException($"A key column of {table} is nullable.", nameof(key));
        }
    }

    /// <summary>The word users and jobs know the data by.</summary>
    public string Name { get; }

    /// <summary>The table's name without its schema.</summary>
    public string Table { get; }

    /// <summary>What the table holds, one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The endpoint or process the rows come from.</summary>
    public required string Origin { get; init; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The same, for loops over many cells.</summary>
    public ReadOnlySpan<Column> ColumnSpan => _columns;

    internal JudgedColumns Judged => _judged ??= new JudgedColumns(this);

    /// <summary>Ordinals of the logical key.</summary>
    public IReadOnlyList<int> Key { get; }

    /// <summary>Ordinals of the SingleStore shard key; a part of <see cref="Key"/>.</summary>
    public IReadOnlyList<int> ShardKey { get; private set; }

    /// <summary>Ordinals of the SingleStore sort key, outermost first.</summary>
    public IReadOnlyList<int> SortKey { get; private set; }

    /// <summary>Which of <see cref="SortKey"/> run downwards.</summary>
    public IReadOnlySet<int> SortDescending { get; private set; } = FrozenSet<int>.Empty;

    /// <summary>Ordinals of plain, non-unique indexes.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Indexes { get; private set; } = [];

    public IReadOnlyList<ValidationRule> Rules { get; init; } = [];

    /// <summary>What must hold for the rows that are stored, among themselves and beside other tables; <see cref="Rules"/> are among them.</summary>
    public IReadOnlyList<QualityRule> QualityRules => _qualityRules ??= Model.QualityRules.Of(this);

    /// <summary>The period of a time series, or null for reference data and bookkeeping.</summary>
    public Interval? Interval { get; init; }

    /// <summary>How the columns of a time series say which series a row belongs to and when; null for everything else.</summary>
    public SeriesColumns? Series { get; init; }

    /// <summary>
    /// Of a table that holds periods of several lengths: gives the same table for one of them, with its <see cref="Interval"/>. Null for all others.
    /// </summary>
    public Func<Interval, Dataset>? AtInterval { get; init; }

    /// <summary>The columns by which the earlier versions of a row are kept in <see cref="Revisions"/>; null where they are not kept.</summary>
    public SeriesColumns? Revised => Series ?? _revised;

    /// <summary>The columns by which an engine that cuts tables into chunks of time cuts this one; null where they stay whole.</summary>
    public SeriesColumns? Chunked => Series ?? _chunked;

    /// <summary>Where the instruments' table tells of the series' life; null where no table does.</summary>
    public SeriesLife? Life { get; init; }

    /// <summary>The market whose data these are; null for what belongs to none.</summary>
    public Market? Market { get; init; }

    /// <summary>The version of the schema in which the table came; a store of an older version gets it when it is brought up to date.</summary>
    public int Since { get; init; } = 1;

    /// <summary>True for the tables in which this program keeps its own books.</summary>
    public bool IsBookkeeping { get; init; }

    /// <exception cref="ArgumentException">No column has that name.</exception>
    public int Ordinal(string column) => _ordinals.TryGetValue(column, out int ordinal)
        ? ordinal
        : throw new ArgumentException($"{Table} has no column '{column}'.", nameof(column));

    public bool TryGetOrdinal(string column, out int ordinal) => _ordinals.TryGetValue(column, out ordinal);

    public Dataset Shard(params string[] columns)
    {
        ShardKey = [.. columns.Select(Ordinal)];
        return this;
    }

    /// <summary>Sets the sort key; a name followed by <c> DESC</c> runs downwards.</summary>
    public Dataset Sort(params string[] columns)
    {
        const string Down = " DESC";
        SortKey = [.. columns.Select(name => Ordinal(name.Replace(Down, "", StringComparison.Ordinal)))];
        SortDescending = columns.Where(name => name.EndsWith(Down, StringComparison.Ordinal))
            .Select(name => Ordinal(name[..^Down.Length])).ToFrozenSet();
        return this;
    }

    public Dataset Index(params string[] columns)
    {
        Indexes = [.. Indexes, [.. columns.Select(Ordinal)]];
        return this;
    }

    /// <summary>Keeps what rows of reference data said before, as a time series does by itself.</summary>
    /// <param name="since">A time of the row that never moves; it stands where a time series has its period.</param>
    public Dataset Revise(string exchange, string symbol, string since)
    {
        _revised = new SeriesColumns(Ordinal(exchange), Ordinal(symbol), Ordinal(since));
        return this;
    }

    /// <summary>Lets an engine cut the table into chunks of time, as it does with a time series; the time is a part of the key.</summary>
    public Dataset Chunk(string exchange, string symbol, string time)
    {
        _chunked = new SeriesColumns(Ordinal(exchange), Ordinal(symbol), Ordinal(time));
        return this;
    }

    /// <summary>The same table under another name.</summary>
    public Dataset As(string table) => new(Name, table, Columns, [.. Key.Select(ordinal => Columns[ordinal].Name)])
    {
        Description = Description,
        Origin = Origin,
        Rules = Rules,
        Interval = Interval,
        Series = Series,
        AtInterval = AtInterval,
        Life = Life,
        Market = Market,
        Since = Since,
        IsBookkeeping = IsBookkeeping,
        ShardKey = ShardKey,
        SortKey = SortKey,
        SortDescending = SortDescending,
        Indexes = Indexes,
        _revised = _revised,
        _chunked = _chunked,
    };

    public override string ToString() => Table;
}
