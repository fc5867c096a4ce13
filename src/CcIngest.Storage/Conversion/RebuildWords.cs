using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The words of a rebuild that engines share, and those in which they differ. Names come from the database's own catalogue.</summary>
internal abstract class RebuildWords(SqlDialect dialect)
{
    /// <summary>The place in a slice's own table of the row's rank among those of its key, 1 for the one that stays.</summary>
    public const string Rank = "cc_rank";

    /// <summary>The place of the row's hash.</summary>
    public const string Hash = "cc_hash";

    /// <summary>The place of what tells rows apart that have no key.</summary>
    public const string RowId = "cc_row";

    public SqlDialect Dialect { get; } = dialect;

    /// <summary>How readers come from the old table to the new one, for people.</summary>
    public abstract string Swap { get; }

    /// <summary>The table that holds the rows of one slice while it is worked on.</summary>
    public virtual string Slice => "cc_slice";

    /// <summary>What tells rows apart that have no key; null where nothing does.</summary>
    public virtual string? RowIdentity => null;

    public string Quote(string name) => Dialect.Quote(name);

    /// <summary>A text as SQL.</summary>
    public string Literal(string text) => Literal(text, ColumnFamily.Text);

    public string Name(string table) => $"{Quote(Dialect.Schema)}.{Quote(table)}";

    /// <summary>The type of a column as a definition of it has to say it.</summary>
    public virtual string TypeOf(TableColumn column) => column.Text;

    /// <summary>Queries for what a copy of the table would not have; a text for people in each row.</summary>
    public abstract IReadOnlyList<string> Obstacles(string table);

    /// <summary>As <see cref="Obstacles"/>, of what only a table made by the catalogue's definition need not have (<see cref="CreateLike"/>).</summary>
    public virtual IReadOnlyList<string> Losses(string table) => [];

    /// <summary>What a table made like the old one would not have, for people.</summary>
    public virtual IEnumerable<string> LossesOf(SourceTable table, RebuildRequest request) => table.Losses;

    /// <summary>A query for the defaults of columns, by name; null where the engine copies them itself.</summary>
    public virtual string? Defaults(string table) => null;

    /// <summary>A query for whether rows have a number of their own; null where none has.</summary>
    public virtual string? HasRowId(string table) => null;

    /// <summary>Whether a value is no whole number, on engines that let a column of such a type have it; null on others.</summary>
    public virtual string? IsNoWholeNumber(string column) => null;

    /// <summary>The value as text.</summary>
    public abstract string AsText(string expression);

    /// <summary>The value so that texts are compared and ordered character for character.</summary>
    public abstract string Exactly(string expression, ColumnFamily family);

    /// <summary>A hash of values: a whole number that is the same for the same values on every call.</summary>
    public abstract string HashOf(IReadOnlyList<(string Expression, ColumnFamily Family)> values);

    /// <summary>The time of a Unix time that is in range.</summary>
    /// <param name="column">Quoted.</param>
    /// <param name="unit">What the number counts.</param>
    /// <param name="keepsMicroseconds">Whether fractions of a second stay; they are cut otherwise.</param>
    protected abstract string FromEpoch(string column, TimeUnit unit, bool keepsMicroseconds);

    /// <summary>A value of the old table as the new one's column keeps it.</summary>
    public abstract string Cast(SourceColumn column, Column target);

    /// <summary>The statements that make the new table like the old one, with other types and another key.</summary>
    public abstract IReadOnlyList<string> CreateLike(SourceTable table, RebuildRequest request, string newTable);

    /// <summary>The statements that give the new table the owner and the readers of the old one; none where rights belong to the name.</summary>
    public virtual IReadOnlyList<string> CopyRights(string table, string newTable) => [];

    /// <summary>What keeps others from changing rows that were read, until the transaction ends; empty where a lock on the table does.</summary>
    public virtual string LockRows => "";

    /// <summary>Removes the rows of a table that stand in the slice's own table with a rank beyond the first.</summary>
    /// <param name="table">As SQL.</param>
    /// <param name="identity">What tells the table's rows apart, as SQL.</param>
    public virtual string DeleteRanked(string table, string identity) =>
        $"DELETE FROM {table} WHERE {identity} IN (SELECT {RowId} FROM {Slice} WHERE {Rank} > 1)";

    public virtual string CreateSlice(string select) => $"CREATE TEMPORARY TABLE {Slice} AS {select}";

    public virtual string DropSlice => $"DROP TABLE IF EXISTS {Slice}";

    /// <summary>The statements that put the new table in the old one's place.</summary>
    public abstract IReadOnlyList<string> Rename(string table, string newTable, string original);

    /// <summary>Whether making or dropping the table of a slice ends a transaction, so that a slice and its books are two.</summary>
    public virtual bool SliceEndsTransaction => false;

    /// <summary>Gives one table another name.</summary>
    public virtual string SetAside(string table, string name) => $"ALTER TABLE {Name(table)} RENAME TO {Quote(name)}";

    public string SumOf(string hash) => AsText($"COALESCE(SUM({hash}), 0)");

    /// <summary>What rank the newest has first: by time, then by the hash, so that the order does not depend on where rows lie.</summary>
    public virtual string NewestFirst(string newestBy) => $"{Quote(newestBy)} DESC";

    /// <summary>A value of a slice's bounds as SQL.</summary>
    public virtual string Literal(string value, ColumnFamily family) =>
        // SQLite keeps any text in a column of whole numbers.
        family == ColumnFamily.Integer && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The time that a number means, null where it means none.</summary>
    public string Convert(TimeConversion time)
    {
        string column = Quote(time.Column);
        StringBuilder sql = new("CASE");
        foreach (TimeUnit unit in Units(time))
        {
            sql.Append(CultureInfo.InvariantCulture, $" WHEN {InRange(column, unit, time.Unit is null)} THEN {FromEpoch(column, unit, time.KeepsMicroseconds)}");
        }

        return sql.Append(" END").ToString();
    }

    /// <summary>Whether a number is negative or out of range.</summary>
    public string IsInvalid(TimeConversion time)
    {
        string column = Quote(time.Column);
        return $"({column} <> 0 AND NOT ({string.Join(" OR ", Units(time).Select(unit => InRange(column, unit, time.Unit is null)))}))";
    }

    /// <summary>Whether a number is a time before 2100 in a unit.</summary>
    /// <param name="byMagnitude">Whether it must also have the unit's magnitude.</param>
    public static string InRange(string column, TimeUnit unit, bool byMagnitude) => string.Create(
        CultureInfo.InvariantCulture, $"({column} >= {(byMagnitude ? unit.LeastByMagnitude() : 1)} AND {column} < {unit.End()})");

    private static TimeUnit[] Units(TimeConversion time) => time.Unit is { } unit ? [unit] : Enum.GetValues<TimeUnit>();
}
