using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// The words in which SQL engines differ, for one schema: quoting, types, the text of CREATE and of INSERT. The upsert is the
/// <c>ON CONFLICT</c> form of SQLite and PostgreSQL unless an engine says otherwise. All text comes from the closed set of <see cref="Dataset"/>
/// definitions; values are parameters.
/// </summary>
public abstract class SqlDialect(string schema)
{
    /// <summary>One of <see cref="StoreEngines.All"/>.</summary>
    public abstract string Engine { get; }

    public string Schema { get; } = schema;

    /// <summary>Parameters that one statement may have.</summary>
    public abstract int MaxParameters { get; }

    /// <summary>Characters of the longest name of a table, column or index.</summary>
    public virtual int MaxIdentifierLength => 64;

    /// <summary>Whether CREATE can be rolled back.</summary>
    public abstract bool HasTransactionalDdl { get; }

    /// <summary>The collation of identifier columns as the schema version records it.</summary>
    public abstract string KeyCollation { get; }

    /// <summary>The engine's expression for now in UTC, as a value of <see cref="ColumnKind.DateTimeMicroseconds"/>.</summary>
    public abstract string UtcNow { get; }

    /// <summary>What follows a SELECT so that nobody else changes the rows before the transaction ends; with its leading blank.</summary>
    public virtual string ForUpdate => "";

    /// <summary>As <see cref="ForUpdate"/>, but several transactions may hold the same rows. Empty where the engine lets only one write at a time, or has no such lock.</summary>
    public virtual string ForShare => "";

    public abstract string Quote(string identifier);

    /// <summary>The type with everything that belongs to it (character set, collation), without nullability.</summary>
    public abstract string TypeOf(Column column);

    /// <summary>False when the engine takes some texts of this column for equal that differ (case, accents, trailing blanks).</summary>
    public virtual bool ComparesExactly(Column column) => true;

    /// <summary>The column as ORDER BY takes it for an order by code points.</summary>
    public virtual string ExactOrder(Column column) => Quote(column.Name);

    /// <summary>What ends a SELECT whose rows nobody else may change before the transaction ends; empty where one writer is alone anyway.</summary>
    public virtual string LockRows => "";

    /// <summary>A query of <c>sql/queries</c>, which are written in words that MySQL and SQLite share, in the engine's own.</summary>
    public virtual string Adapt(string query) => query;

    /// <summary>
    /// An aggregate that gives the rows of a group as one text: their parts one behind the other, commas between the rows, in no order. It may be cut at a length
    /// that the server sets. Null where a row costs the driver so little that there is nothing to gain.
    /// </summary>
    public virtual string? JoinedRows(IReadOnlyList<string> parts) => null;

    /// <summary>A UTC time as a parameter that compares with a column as the column's own values do.</summary>
    public virtual object TimeParameter(Column column, DateTime time) => time;

    /// <summary>The statement that makes the schema itself, or null where there is nothing to make.</summary>
    public abstract string? CreateSchema { get; }

    /// <summary>The statements that make a table with its indexes; each may be repeated.</summary>
    public abstract IReadOnlyList<string> CreateTable(Dataset dataset);

    /// <summary>
    /// The columns of all tables of <c>@schema</c>: <c>Table</c>, <c>Name</c>, <c>Type</c>, <c>Nullable</c>, <c>HasDefault</c>, <c>Collation</c>,
    /// <c>Position</c>.
    /// </summary>
    public abstract string ReadColumns { get; }

    /// <summary>
    /// The columns of all keys of all tables of <c>@schema</c>: <c>Table</c>, <c>Name</c>, <c>Column</c>, <c>Position</c>, <c>IsPrimary</c>,
    /// <c>IsUnique</c>, <c>IsWhole</c>.
    /// </summary>
    public abstract string ReadKeys { get; }

    /// <summary>What the engine's words for a type mean, its own and those of <see cref="TypeOf"/>; null for types that no dataset has.</summary>
    public abstract ColumnType? ReadType(string text);

    /// <summary>The collation that <see cref="TypeOf"/> asks for, as the engine names it; null where it asks for none.</summary>
    public virtual string? CollationName(Column column) => null;

    /// <summary>The plain indexes that the engine's <see cref="CreateTable(Dataset)"/> makes.</summary>
    public virtual IEnumerable<IReadOnlyList<int>> IndexesOf(Dataset dataset) => dataset.Indexes;

    /// <summary>Adds one of <see cref="IndexesOf"/> to a table that has rows.</summary>
    public abstract string AddIndex(Dataset dataset, IReadOnlyList<int> index);

    /// <summary>Adds a nullable column to a table that has rows.</summary>
    public string AddColumn(Dataset dataset, string column) => $"ALTER TABLE {Name(dataset)} ADD COLUMN {Define(dataset, dataset.Ordinal(column))}";

    /// <summary>The table with its schema.</summary>
    public string Name(Dataset dataset) => $"{Quote(Schema)}.{Quote(dataset.Table)}";

    /// <summary>Quoted names, comma-separated.</summary>
    public string Names(Dataset dataset, IEnumerable<int> ordinals) =>
        string.Join(", ", ordinals.Select(ordinal => Quote(dataset.Columns[ordinal].Name)));

    /// <summary>As <see cref="Names"/>, for a SELECT whose result is read back: exact decimals come as text.</summary>
    public string Selected(Dataset dataset, IEnumerable<int> ordinals) => string.Join(", ", ordinals
        .Select(ordinal => dataset.Columns[ordinal])
        .Select(column => column.Kind == ColumnKind.Decimal ? DecimalAsText(column) : Quote(column.Name)));

    /// <summary>
    /// The column as text with all its digits: drivers read a decimal into a type of 28 digits, and refuse longer ones. The column itself where it is
    /// kept as text.
    /// </summary>
    protected virtual string DecimalAsText(Column column) => Quote(column.Name);

    /// <summary>
    /// INSERT of whole rows with the parameters <c>@p0</c>, <c>@p1</c> … in column order, row after row. A replaced row keeps its key columns and
    /// its <c>created_at</c>.
    /// </summary>
    /// <param name="rows">Rows of one statement; rows times columns is at most <see cref="MaxParameters"/>.</param>
    public string Insert(Dataset dataset, LoadMode mode, int rows = 1)
    {
        StringBuilder values = new();
        for (int parameter = 0; parameter < rows * dataset.Columns.Count; parameter++)
        {
            values.Append(parameter % dataset.Columns.Count != 0 ? ", " : parameter == 0 ? "(" : "), (").Append("@p").Append(parameter);
        }

        return Insert(dataset, mode, values.Append(')').ToString());
    }

    /// <summary>INSERT of whole rows.</summary>
    /// <param name="values">Value lists with their parentheses.</param>
    public string Insert(Dataset dataset, LoadMode mode, string values) => InsertFrom(dataset, mode, $"VALUES {values}");

    /// <summary>INSERT of whole rows.</summary>
    /// <param name="source">VALUES or SELECT, with all columns in table order.</param>
    public string InsertFrom(Dataset dataset, LoadMode mode, string source)
    {
        int[] assigned = [.. AssignedOrdinals(dataset)];
        (string verb, string tail) = mode != LoadMode.Replace || assigned.Length == 0 ? InsertMissing(dataset) : Upsert(dataset, assigned);
        return $"{verb} INTO {Name(dataset)} ({Names(dataset, Enumerable.Range(0, dataset.Columns.Count))})\n{source}{tail}";
    }

    /// <summary>DELETE of one row by its key, with the parameters <c>@p0</c>, <c>@p1</c> … in key order.</summary>
    public string DeleteByKey(Dataset dataset) =>
        $"DELETE FROM {Name(dataset)} WHERE "
        + string.Join(" AND ", dataset.Key.Select((ordinal, index) => $"{Quote(dataset.Columns[ordinal].Name)} = @p{index}"));

    /// <summary>The name of an index; unique in the schema, because engines other than the MySQL family want that.</summary>
    public static string IndexName(Dataset dataset, IReadOnlyList<int> ordinals) =>
        $"ix_{dataset.Table}_{string.Join("_", ordinals.Select(ordinal => dataset.Columns[ordinal].Name))}";

    protected virtual (string Verb, string Tail) Upsert(Dataset dataset, IReadOnlyList<int> assigned) =>
        ("INSERT", $"\nON CONFLICT ({Names(dataset, dataset.Key)}) DO UPDATE SET "
            + string.Join(", ", assigned.Select(ordinal => Quote(dataset.Columns[ordinal].Name)).Select(name => $"{name} = excluded.{name}")));

    protected virtual (string Verb, string Tail) InsertMissing(Dataset dataset) =>
        ("INSERT", $"\nON CONFLICT ({Names(dataset, dataset.Key)}) DO NOTHING");

    /// <summary>The column's line in CREATE TABLE.</summary>
    protected virtual string Define(Dataset dataset, int ordinal)
    {
        Column column = dataset.Columns[ordinal];
        return $"{Quote(column.Name)} {TypeOf(column)} {(column.Nullable ? "NULL" : "NOT NULL")}";
    }

    /// <summary>CREATE TABLE with its columns and further clauses, one per line.</summary>
    protected string CreateTable(Dataset dataset, IEnumerable<string> clauses, string options = "")
    {
        IEnumerable<string> lines = Enumerable.Range(0, dataset.Columns.Count).Select(ordinal => Define(dataset, ordinal)).Concat(clauses);
        return $"CREATE TABLE IF NOT EXISTS {Name(dataset)} (\n    {string.Join(",\n    ", lines)}\n){options}";
    }

    protected string PrimaryKey(Dataset dataset) => $"PRIMARY KEY ({Names(dataset, dataset.Key)})";

    /// <summary>What an upsert sets: no key column (SingleStore refuses that), and never <c>created_at</c>.</summary>
    private static IEnumerable<int> AssignedOrdinals(Dataset dataset) => Enumerable.Range(0, dataset.Columns.Count)
        .Where(ordinal => !dataset.Key.Contains(ordinal) && dataset.Columns[ordinal].Role != ColumnRole.CreatedAt);
}
