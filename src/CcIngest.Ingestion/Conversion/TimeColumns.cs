using System.Globalization;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Decides for columns of Unix times what they count, from what they hold.</summary>
internal static class TimeColumns
{
    /// <summary>The columns to convert: those asked for, or those that are times by the catalogue. Columns that are times already are left out.</summary>
    /// <param name="converted">Columns that an earlier rebuild made times of.</param>
    /// <exception cref="IngestException">SettingInvalid, StoreSchemaMismatch: a column is neither a whole number nor a time.</exception>
    public static IReadOnlyList<string> Choose(SourceTable table, IReadOnlyList<string> asked, IReadOnlyCollection<string> converted)
    {
        if (asked.Count == 0 && table.Dataset is null)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"{table.Name} is no table that this program knows, so nothing says which columns are times.", "Name them: -Column.");
        }

        IEnumerable<SourceColumn> columns = asked.Count > 0
            ? asked.Select(name => TableKeys.Column(table, name))
            : table.Dataset!.Columns.Where(column => column.IsTime()).Select(column => table.Find(column.Name)).OfType<SourceColumn>()
                .Where(column => column.Family is ColumnFamily.Integer);
        return [.. columns.Where(column => column.Family switch
        {
            ColumnFamily.Integer => true,
            ColumnFamily.Time => false,
            // SQLite has no type for times, so their columns are text.
            ColumnFamily.Text when table.Dataset is { } dataset && dataset.TryGetOrdinal(column.Name, out int ordinal) && dataset.Columns[ordinal].IsTime() => false,
            ColumnFamily.Text when converted.Contains(column.Name) => false,
            _ => throw new IngestException(
                IngestErrorId.StoreSchemaMismatch, $"{table.Name}.{column.Name} is {column.Type}: neither a whole number nor a time.",
                "Name columns of Unix times that are whole numbers."),
        }).Select(column => column.Name)];
    }

    /// <exception cref="IngestException">StoreSchemaMismatch: the column mixes units, or has times that are none, and nobody said what to do.</exception>
    public static TimeConversion Decide(SourceTable table, TimeColumnEvidence evidence, ConversionRequest request)
    {
        string column = $"{table.Name}.{evidence.Column}";
        if (evidence.NotWhole > 0)
        {
            throw new IngestException(
                IngestErrorId.StoreSchemaMismatch, string.Create(CultureInfo.InvariantCulture, $"{column}: {evidence.NotWhole:N0} values are no whole numbers."),
                "Give these rows whole numbers or nulls first.");
        }

        TimeUnit? unit = UnitOf(column, evidence, request);
        long invalid = InvalidOf(evidence, unit);
        if (invalid > 0 && request.Invalid == InvalidTimes.Refuse)
        {
            throw new IngestException(
                IngestErrorId.StoreSchemaMismatch,
                string.Create(CultureInfo.InvariantCulture, $"{column}: {invalid:N0} numbers are negative or not before 2100 in {unit?.ToString() ?? "their unit"}. {evidence}.")
                    + (evidence.InvalidSamples.Count > 0 ? $" Rows with such numbers: {string.Join("; ", evidence.InvalidSamples)}." : ""),
                "-InvalidAs Null makes them null, and the original table keeps them; or name the right unit (-Unit).");
        }

        Column? target = table.Dataset is { } dataset && dataset.TryGetOrdinal(evidence.Column, out int ordinal) ? dataset.Columns[ordinal] : null;
        if (evidence.Zeros + invalid > 0 && !(target?.Nullable ?? table.Find(evidence.Column)!.IsNullable))
        {
            throw new IngestException(
                IngestErrorId.StoreSchemaMismatch,
                string.Create(CultureInfo.InvariantCulture, $"{column} takes no nulls, and {evidence.Zeros + invalid:N0} of its numbers mean no time (0, negative, out of range)."),
                "Let the column take nulls first, or give these rows a time.");
        }

        return new TimeConversion(evidence.Column, unit, request.Invalid == InvalidTimes.Null, target is null ? unit is not TimeUnit.s : target.Kind == ColumnKind.DateTimeMicroseconds);
    }

    /// <summary>What became of the numbers of a column.</summary>
    public static ConvertedColumn Tell(TimeConversion time, TimeColumnEvidence evidence)
    {
        long invalid = InvalidOf(evidence, time.Unit);
        return new ConvertedColumn(evidence.Column, time.Unit, evidence, evidence.Rows - evidence.Nulls - evidence.Zeros - invalid, evidence.Zeros, invalid);
    }

    private static long InvalidOf(TimeColumnEvidence evidence, TimeUnit? unit) =>
        evidence.Negatives + (unit is { } one ? evidence.Positives - evidence.InRange[one] : evidence.OutOfRange);

    private static TimeUnit? UnitOf(string column, TimeColumnEvidence evidence, ConversionRequest request)
    {
        if (request.Units.TryGetValue(evidence.Column, out TimeUnit told) || request.Units.TryGetValue("*", out told))
        {
            return told;
        }

        TimeUnit[] found = [.. evidence.ByMagnitude.Where(unit => unit.Value > 0).Select(unit => unit.Key)];
        return found.Length switch
        {
            0 => TimeUnit.s,
            1 => found[0],
            _ when request.Mixed == MixedUnits.PerRow => null,
            _ => throw new IngestException(
                IngestErrorId.StoreSchemaMismatch, $"{column} mixes units. {evidence}.",
                "-MixedUnit PerRow takes each number in the unit of its magnitude; -Unit says one for all of them."),
        };
    }
}
