namespace CcIngest.Model;

/// <summary>One difference between the tables of a store and those that this program works with.</summary>
/// <param name="Table">Without its schema.</param>
/// <param name="Kind">What differs.</param>
/// <param name="Item">The column, or the index; null where the whole table is meant.</param>
/// <param name="Verdict">Failed where writing or reading breaks, or rows are doubled; Warning where work goes on; Passed for what is only told.</param>
/// <param name="Expected">As this program makes it; null for what it does not make.</param>
/// <param name="Found">As the store has it; null for what is missing.</param>
/// <param name="Command">The command that mends it; null where there is nothing to mend.</param>
public sealed record SchemaDrift(
    string Table, SchemaDriftKind Kind, string? Item, CheckVerdict Verdict, string? Expected, string? Found, string? Command)
{
    /// <summary>The command that mends what can be added without touching a row.</summary>
    public const string Addition = "Initialize-CcStore";

    /// <summary>Whether the table has to be made anew.</summary>
    public bool NeedsRebuild => Command is not null and not Addition;

    public override string ToString() => Item is null ? $"{Kind} {Table}" : $"{Kind} {Table}.{Item}";
}

/// <summary>In what a table can differ.</summary>
public enum SchemaDriftKind
{
    /// <summary>The store has another version of the schema than this program.</summary>
    OtherVersion,

    MissingTable,

    /// <summary>A table of the schema that is none of this program's.</summary>
    ExtraTable,

    MissingColumn,

    ExtraColumn,

    /// <summary>The column's type holds other values: less, more, or none that can be read.</summary>
    RetypedColumn,

    /// <summary>The column takes nulls where there may be none, or refuses them where there are some.</summary>
    OtherNullability,

    /// <summary>A key column compares its texts otherwise.</summary>
    OtherCollation,

    /// <summary>Nothing keeps two rows of one key apart: an upsert cannot fire, and rows are doubled.</summary>
    MissingKey,

    /// <summary>A unique key of other columns: rows that are different are refused, or replace each other.</summary>
    OtherKey,

    MissingIndex,
}
