using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The statements of one rebuild.</summary>
internal sealed class RebuildSql
{
    private readonly RebuildWords _words;
    private readonly SourceTable _table;
    private readonly RebuildRequest _request;
    private readonly string _newTable;
    private readonly Dataset? _target;
    private readonly IReadOnlyList<CopiedColumn> _columns;

    /// <param name="newTable">The name of the table that is filled; the old one's for what makes none.</param>
    public RebuildSql(RebuildWords words, SourceTable table, RebuildRequest request, string newTable)
    {
        (_words, _table, _request, _newTable) = (words, table, request, newTable);
        _target = newTable == table.Name ? null : Target(table, request);
        _columns = [.. table.Columns.Select(Copied)];
        SliceBy = ChooseSlices();
    }

    /// <summary>The column by whose values slices are cut; null where none can be.</summary>
    public string? SliceBy { get; init; }

    /// <summary>The old table's name when it has another by now; null for its own.</summary>
    public string? OldName { get; init; }

    public IReadOnlyList<string> Key => _request.Key;

    public RebuildRequest Request => _request;

    /// <summary>Whether rows may share a key: then they are ranked.</summary>
    public bool MayHaveDuplicates => !_table.IsUnique(_request.Key);

    /// <summary>The statements that make the new table.</summary>
    public IReadOnlyList<string> CreateNew =>
    [
        .. _target is null ? _words.CreateLike(_table, _request, _newTable) : _words.Dialect.CreateTable(_target.As(_newTable)),
        .. _words.CopyRights(_table.Name, _newTable),
    ];

    public string DropNew => $"DROP TABLE IF EXISTS {_words.Name(_newTable)}";

    /// <summary>Rows by the value that slices are cut by, in its order.</summary>
    public string Histogram
    {
        get
        {
            string value = OldSlice();
            return $"SELECT {_words.AsText("v")}, n FROM (SELECT {value} AS v, COUNT(*) AS n FROM {Old} GROUP BY {value}) h ORDER BY v";
        }
    }

    /// <summary>Brings the rows of a slice, ranked and hashed, into a table of their own: one reading of the old table.</summary>
    /// <param name="toRemove">Whether some are to be removed from the old table: then each keeps what it is known by, and nobody changes it meanwhile.</param>
    public string Stage(RebuildSlice slice, bool toRemove = false)
    {
        string partition = string.Join(", ", KeyParts());
        string order = (_request.NewestBy is { } newest ? $"{_words.NewestFirst(newest)}, " : "") + $"{RebuildWords.Hash} DESC";
        string rank = MayHaveDuplicates ? $"ROW_NUMBER() OVER (PARTITION BY {partition} ORDER BY {order})" : "1";
        string rowId = toRemove ? $", {RowIdentity} AS {RebuildWords.RowId}" : "";
        string lockRows = toRemove ? _words.LockRows : "";
        return _words.CreateSlice(
            $"SELECT s.*, {rank} AS {RebuildWords.Rank} FROM (SELECT *, {OldHash} AS {RebuildWords.Hash}{rowId} FROM {Old}{Where(slice, OldSlice())}{lockRows}) s");
    }

    public string DropSlice => _words.DropSlice;

    /// <summary>Of a staged slice: rows, their sum, rows that stay, their sum as the new table has them, invalid times, rows without a key.</summary>
    public string Summary
    {
        get
        {
            string[] invalid = [.. _request.Times.Where(time => !time.NullsInvalid).Select(_words.IsInvalid), .. UnreadTimes()];
            string withoutKey = string.Join(" OR ", KeyParts().Select(part => $"{part} IS NULL"));
            string kept = $"{RebuildWords.Rank} = 1";
            return $"SELECT COUNT(*), {_words.SumOf(RebuildWords.Hash)}, {Count(kept)}, "
                + $"{_words.SumOf($"CASE WHEN {kept} THEN {CopiedHash} END")}, "
                + $"{(invalid.Length == 0 ? "0" : Count(string.Join(" OR ", invalid)))}, {Count(withoutKey)} FROM {_words.Slice}";
        }
    }

    /// <summary>The rows of a staged slice that do not stay, as <see cref="RemovedDataset"/> has them.</summary>
    public string Removed => $"SELECT {string.Join(", ", _table.Columns.Select(Exported))} FROM {_words.Slice} WHERE {RebuildWords.Rank} > 1 "
        + $"ORDER BY {string.Join(", ", _request.Key.Select(_words.Quote))}, {RebuildWords.Rank}";

    /// <summary>Rows as files keep them.</summary>
    public Dataset RemovedDataset => new(_table.Name, _table.Name, [.. _table.Columns.Select(ExportedAs)])
    {
        Description = "rows that were removed",
        Origin = _table.Name,
    };

    /// <summary>In the order of the key, in which a clustered table takes rows fastest.</summary>
    public string Insert => $"INSERT INTO {_words.Name(_newTable)} ({string.Join(", ", _columns.Select(column => _words.Quote(column.Name)))})\n"
        + $"SELECT {string.Join(", ", _columns.Select(column => column.Expression))} FROM {_words.Slice} WHERE {RebuildWords.Rank} = 1 "
        + $"ORDER BY {string.Join(", ", _request.Key.Select(_words.Quote))}";

    public string DeleteNew(RebuildSlice slice) => $"DELETE FROM {_words.Name(_newTable)}{Where(slice, NewSlice())}";

    /// <summary>Removes the staged rows that do not stay from the table they came from.</summary>
    public string DeleteInPlace => _words.DeleteRanked(Old, RowIdentity);

    /// <summary>Number, rows and sum of each of some slices that follow one another, by one reading of the old table.</summary>
    /// <param name="first">The number of the first one.</param>
    public string OldSums(IReadOnlyList<RebuildSlice> slices, int first) => Sums(Old, OldSlice(), OldHash, slices, first);

    /// <summary>As <see cref="OldSums"/>, of the new table.</summary>
    public string NewSums(IReadOnlyList<RebuildSlice> slices, int first) => Sums(_words.Name(_newTable), NewSlice(), NewHash, slices, first);

    /// <summary>The hashes of a slice's rows as the new table has them: from the staged rows, and from the new table.</summary>
    public string StagedHashes => $"SELECT {_words.AsText(CopiedHash)} FROM {_words.Slice}";

    public string NewHashes(RebuildSlice slice) => $"SELECT {_words.AsText(NewHash)} FROM {_words.Name(_newTable)}{Where(slice, NewSlice())}";

    /// <summary>Keys with several rows in a slice: their values, rows, newest, oldest.</summary>
    public string Duplicates(RebuildSlice slice)
    {
        string[] parts = [.. KeyParts()];
        string clock(string function) => _request.NewestBy is { } newest ? _words.AsText($"{function}({_words.Quote(newest)})") : "NULL";
        string[] names = [.. parts.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"k{index}"))];
        return $"SELECT {string.Join(", ", names.Select(_words.AsText))}, n, newest, oldest FROM (SELECT {string.Join(", ", parts.Zip(names, (part, name) => $"{part} AS {name}"))}, "
            + $"COUNT(*) AS n, {clock("MAX")} AS newest, {clock("MIN")} AS oldest FROM {Old}{Where(slice, OldSlice())} "
            + $"GROUP BY {string.Join(", ", parts)} HAVING COUNT(*) > 1) g ORDER BY {string.Join(", ", names)}";
    }

    /// <summary>Rows, keys with several rows, and rows beyond the first of each, of a slice.</summary>
    public string CountDuplicates(RebuildSlice slice)
    {
        string parts = string.Join(", ", KeyParts());
        string withoutKey = Count(string.Join(" OR ", KeyParts().Select(part => $"{part} IS NULL")));
        return $"SELECT COALESCE(SUM(n), 0), {Count("n > 1")}, COALESCE(SUM(n - 1), 0), COALESCE(SUM(w), 0) FROM "
            + $"(SELECT COUNT(*) AS n, {withoutKey} AS w FROM {Old}{Where(slice, OldSlice())} GROUP BY {parts}) g";
    }

    /// <summary>Names of the columns that a dataset's table must have and this one lacks.</summary>
    public IReadOnlyList<string> Lacking => _target is null
        ? []
        : [.. _target.Columns.Where(column => !column.Nullable && _table.Find(column.Name) is null).Select(column => column.Name)];

    private string Old => _words.Name(OldName ?? _table.Name);

    private string OldHash => _words.HashOf([.. _table.Columns.Select(column => (_words.Quote(column.Name), column.Family))]);

    private string CopiedHash => _words.HashOf([.. _columns.Select(column => (column.Expression, column.Family))]);

    private string NewHash => _words.HashOf([.. _columns.Select(column => (_words.Quote(column.Name), column.Family))]);

    private string RowIdentity => _words.RowIdentity ?? _words.Quote(_table.UniqueKeys.First(key => key.Count == 1)[0]);

    /// <summary>The definition of the catalogue, where the table has no column beside it.</summary>
    public static Dataset? Target(SourceTable table, RebuildRequest request) =>
        table.Dataset is { } dataset
            && table.Columns.All(column => dataset.TryGetOrdinal(column.Name, out int ordinal)
                // A Unix time that stays one is no time.
                && (column.Family != ColumnFamily.Integer || !dataset.Columns[ordinal].IsTime() || request.Times.Any(time => time.Column == column.Name)))
            && request.Times.All(time => dataset.TryGetOrdinal(time.Column, out int ordinal) && dataset.Columns[ordinal].IsTime())
            && request.Key.SequenceEqual(dataset.Key.Select(ordinal => dataset.Columns[ordinal].Name), StringComparer.Ordinal)
                ? dataset
                : null;

    private CopiedColumn Copied(SourceColumn column)
    {
        if (_request.Times.FirstOrDefault(time => time.Column == column.Name) is { } time)
        {
            return new CopiedColumn(column.Name, _words.Convert(time), ColumnFamily.Time);
        }

        return _target is null
            ? new CopiedColumn(column.Name, _words.Quote(column.Name), column.Family)
            : Copied(column, _target.Columns[_target.Ordinal(column.Name)]);
    }

    private CopiedColumn Copied(SourceColumn column, Column target) => new(column.Name, Filled(column, target), target.Kind switch
    {
        ColumnKind.Double => ColumnFamily.Double,
        ColumnKind.Int32 or ColumnKind.Int64 => ColumnFamily.Integer,
        ColumnKind.Boolean => ColumnFamily.Boolean,
        ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds => ColumnFamily.Time,
        ColumnKind.Decimal => ColumnFamily.Decimal,
        _ => ColumnFamily.Text,
    });

    /// <summary>The values of the key as the new table has them: rows are equal by their times, whatever unit their numbers count.</summary>
    private IEnumerable<string> KeyParts() => _request.Key.Select(part => _request.Times.FirstOrDefault(time => string.Equals(time.Column, part, StringComparison.OrdinalIgnoreCase)) is { } time
        ? _words.Exactly(_words.Convert(time), ColumnFamily.Time)
        : _words.Exactly(_words.Quote(part), _table.Find(part)!.Family));

    /// <summary>Whether a time of the old table, read as the new one keeps times, is none: it would become null, and every sum would agree.</summary>
    private IEnumerable<string> UnreadTimes() => _target is null ? [] : _columns
        .Where(column => column.Family == ColumnFamily.Time && column.Expression != _words.Quote(column.Name) && _request.Times.All(time => time.Column != column.Name))
        .Select(column => $"({_words.Quote(column.Name)} IS NOT NULL AND {column.Expression} IS NULL)");

    private string Filled(SourceColumn column, Column target)
    {
        string value = _words.Cast(column, target);
        return column.IsNullable && !target.Nullable && target.Role != ColumnRole.Value && _request.UnknownClock is { } clock
            ? $"COALESCE({value}, {_words.Literal(clock.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), ColumnFamily.Time)})"
            : value;
    }

    /// <summary>A column of the key, so that rows of a key are in one slice: one with an index before others, a time before a number before a text.</summary>
    private string? ChooseSlices() => _columns
        .Where(column => _request.Key.Contains(column.Name, StringComparer.OrdinalIgnoreCase) && _request.Times.All(time => time.Column != column.Name)
            && column.Family is ColumnFamily.Time or ColumnFamily.Integer or ColumnFamily.Text)
        .OrderByDescending(column => _table.Indexed.Contains(column.Name))
        .ThenBy(column => column.Family switch { ColumnFamily.Time => 0, ColumnFamily.Integer => 1, _ => 2 })
        .FirstOrDefault()?.Name;

    private string OldSlice() => SliceColumn is { } column ? _words.Exactly(column.Expression, column.Family) : "0";

    private string NewSlice() => SliceColumn is { } column ? _words.Exactly(_words.Quote(column.Name), column.Family) : "0";

    private CopiedColumn? SliceColumn => _columns.FirstOrDefault(column => column.Name == SliceBy);

    private string Bound(string value) => _words.Literal(value, SliceColumn!.Family);

    private string Where(RebuildSlice slice, string value)
    {
        // A null is neither below a bound nor above it: the first slice takes it.
        return (slice.From, slice.To) switch
        {
            (null, null) => "",
            (null, { } to) => $" WHERE ({value} < {Bound(to)} OR {value} IS NULL)",
            ({ } from, null) => $" WHERE {value} >= {Bound(from)}",
            ({ } from, { } to) => $" WHERE {value} >= {Bound(from)} AND {value} < {Bound(to)}",
        };
    }

    private string Sums(string table, string value, string hash, IReadOnlyList<RebuildSlice> slices, int first)
    {
        StringBuilder number = new();
        for (int index = 0; index < slices.Count - 1; index++)
        {
            string orNull = index == 0 ? $" OR {value} IS NULL" : "";
            number.Append(CultureInfo.InvariantCulture, $"{(index == 0 ? "CASE" : "")} WHEN {value} < {Bound(slices[index].To!)}{orNull} THEN {first + index}");
        }

        int last = first + slices.Count - 1;
        string which = slices.Count == 1
            ? last.ToString(CultureInfo.InvariantCulture)
            : number.Append(CultureInfo.InvariantCulture, $" ELSE {last} END").ToString();
        return $"SELECT {which} AS slice_number, COUNT(*), {_words.SumOf(hash)} FROM {table}{Where(new RebuildSlice(slices[0].From, slices[^1].To), value)} GROUP BY 1";
    }

    private string Exported(SourceColumn column) => ExportedAs(column).Kind == ColumnKind.LongText && column.Family != ColumnFamily.Text
        ? _words.AsText(_words.Quote(column.Name))
        : _words.Quote(column.Name);

    private Column ExportedAs(SourceColumn column) => column.Family switch
    {
        ColumnFamily.Integer => Column.Int64(column.Name),
        ColumnFamily.Double => Column.Double(column.Name),
        ColumnFamily.Boolean => Column.Boolean(column.Name),
        // SQLite keeps times as whatever text was given to it.
        ColumnFamily.Time when _words.Dialect.Engine != StoreEngines.Sqlite => Column.DateTimeMicroseconds(column.Name),
        _ => Column.LongText(column.Name),
    };

    private static string Count(string condition) => $"COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)";

    private sealed record CopiedColumn(string Name, string Expression, ColumnFamily Family);
}
