using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What a table is to become. Kept as JSON while it is under way: a call with the same request carries on.</summary>
public sealed record RebuildRequest
{
    /// <summary>Rows of a slice unless somebody says otherwise: a table without an index is read once per slice.</summary>
    public const int UsualSliceRows = 250_000;

    /// <summary>Without its schema.</summary>
    public required string Table { get; init; }

    /// <summary>Columns that tell rows apart from now on.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Columns of Unix times that become times.</summary>
    public IReadOnlyList<TimeConversion> Times { get; init; } = [];

    /// <summary>Whether all rows of a key but the newest are left out; otherwise such rows end the rebuild.</summary>
    public bool RemovesDuplicates { get; init; }

    /// <summary>The column by which rows are newer; null where none tells.</summary>
    public string? NewestBy { get; init; }

    /// <summary>What the columns of <see cref="Times"/> held when it was decided.</summary>
    public IReadOnlyList<TimeColumnEvidence> Evidence { get; init; } = [];

    /// <summary>What a row's clock (<c>collected_at</c> and the like) gets where it has no value and must have one, UTC; null: such rows end the rebuild.</summary>
    public DateTime? UnknownClock { get; init; }

    /// <summary>Rows copied at once, about.</summary>
    public int SliceRows { get; init; } = UsualSliceRows;
}

/// <summary>One column of Unix times.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Unit">What its numbers count; null: each is taken in the unit of its magnitude.</param>
/// <param name="NullsInvalid">Whether negative and out-of-range numbers become null; otherwise they end the rebuild.</param>
/// <param name="KeepsMicroseconds">Whether the new column keeps fractions of a second.</param>
public sealed record TimeConversion(string Column, TimeUnit? Unit, bool NullsInvalid, bool KeepsMicroseconds);

/// <summary>A rebuild as the database has it.</summary>
public sealed record RebuildRecord
{
    /// <summary>Table and time.</summary>
    public required string Id { get; init; }

    public required RebuildRequest Request { get; init; }

    /// <summary>One of the words of <see cref="TableRebuilds"/>.</summary>
    public required string State { get; init; }

    /// <summary>The table that is being filled; after the swap there is none of this name.</summary>
    public required string NewTable { get; init; }

    /// <summary>The name that the old table has after the swap.</summary>
    public required string Original { get; init; }

    /// <summary>Whether <see cref="NewTable"/> was made whole.</summary>
    public bool IsCreated { get; init; }

    public required DateTime BeganAt { get; init; }

    /// <summary>The column by whose values the slices are cut; null when the table is one slice.</summary>
    public string? SliceBy { get; init; }

    public IReadOnlyList<RebuildSlice> Slices { get; init; } = [];

    /// <summary>Seconds of work so far.</summary>
    public double Seconds { get; init; }

    /// <summary>Seconds for which writers waited.</summary>
    public double LockedSeconds { get; init; }

    /// <summary>How readers came from the old table to the new one.</summary>
    public string Swap { get; init; } = "";

    public long RowsBefore => Slices.Sum(slice => slice.Copied?.Rows ?? 0);

    public long RowsAfter => Slices.Sum(slice => slice.Copied?.Kept ?? 0);

    /// <summary>How far it has come, for people.</summary>
    public string Told() => FormattableString.Invariant($"{Slices.Count(slice => slice.Copied is not null)} of {Slices.Count} slices are copied, {RowsBefore:N0} rows");
}

/// <summary>Rows whose value is in a range.</summary>
/// <param name="From">Inclusive, as text; null for all below.</param>
/// <param name="To">Exclusive, as text; null for all above.</param>
public sealed record RebuildSlice(string? From, string? To)
{
    /// <summary>What was copied; null when nothing was, or when it holds no longer.</summary>
    public CopiedSlice? Copied { get; init; }

    /// <summary>Whether the new table may have rows of the slice that hold no longer.</summary>
    public bool IsStale { get; init; }
}

/// <summary>A slice as it was when it was copied.</summary>
/// <param name="Rows">Rows of the old table.</param>
/// <param name="Sum">The sum of their hashes.</param>
/// <param name="Kept">Rows of the new table.</param>
/// <param name="KeptSum">The sum of their hashes, of the values as the new table has them.</param>
public sealed record CopiedSlice(long Rows, string Sum, long Kept, string KeptSum);
