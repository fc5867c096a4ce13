namespace CcIngest.Model;

/// <summary>One column of a <see cref="Dataset"/>: name, type, nullability, the JSON field it comes from, its unit. Said here and nowhere else.</summary>
public sealed record Column
{
    private Column(string name, ColumnKind kind) => (Name, Kind) = (name, kind);

    public string Name { get; }

    public ColumnKind Kind { get; }

    /// <summary>The longest text, in characters; 0 for what is no <see cref="ColumnKind.Text"/>.</summary>
    public int Length { get; private init; }

    /// <summary>Decimal digits in all; 0 for what is no <see cref="ColumnKind.Decimal"/>.</summary>
    public int Precision { get; private init; }

    /// <summary>Decimal digits behind the point.</summary>
    public int Scale { get; private init; }

    public bool Nullable { get; private init; } = true;

    public TextCollation Collation { get; private init; }

    public ColumnRole Role { get; private init; }

    /// <summary>
    /// Where the value stands in one record of the source's answer, as a path of names (<c>INSTRUMENT_MAPPING.BASE</c>); names that start with
    /// <c>@</c> are given by the endpoint (<c>@exchange</c>: the key of the outer map). Null when no answer carries it.
    /// </summary>
    public string? Source { get; private init; }

    /// <summary>Unit and meaning, for people: "base asset", "UTC", "USD".</summary>
    public string? Unit { get; private init; }

    public ColumnStorage Storage => Kind switch
    {
        ColumnKind.Double => ColumnStorage.Double,
        ColumnKind.Text or ColumnKind.LongText or ColumnKind.Json or ColumnKind.Decimal => ColumnStorage.Text,
        _ => ColumnStorage.Int64,
    };

    public static Column Text(string name, int length = 255) => new(name, ColumnKind.Text) { Length = length };

    public static Column LongText(string name) => new(name, ColumnKind.LongText);

    public static Column Json(string name) => new(name, ColumnKind.Json);

    public static Column Double(string name) => new(name, ColumnKind.Double);

    public static Column Decimal(string name, int precision, int scale) => new(name, ColumnKind.Decimal) { Precision = precision, Scale = scale };

    public static Column Int32(string name) => new(name, ColumnKind.Int32);

    public static Column Int64(string name) => new(name, ColumnKind.Int64);

    public static Column Boolean(string name) => new(name, ColumnKind.Boolean);

    public static Column DateTime(string name) => new Column(name, ColumnKind.DateTime) { Unit = "UTC" };

    public static Column DateTimeMicroseconds(string name) => new Column(name, ColumnKind.DateTimeMicroseconds) { Unit = "UTC" };

    /// <summary>The row clock <c>created_at</c>.</summary>
    public static Column CreatedAt() => Clock("created_at", ColumnRole.CreatedAt, "UTC, first write of the row");

    /// <summary>The row clock <c>updated_at</c>.</summary>
    public static Column UpdatedAt() => Clock("updated_at", ColumnRole.UpdatedAt, "UTC, last change of the source's data");

    /// <summary>The row clock <c>collected_at</c> of time series.</summary>
    public static Column CollectedAt() => Clock("collected_at", ColumnRole.CollectedAt, "UTC, when these values became known");

    public Column Required() => this with { Nullable = false };

    public Column From(string source) => this with { Source = source };

    public Column In(string unit) => this with { Unit = unit };

    public Column Exactly() => this with { Collation = TextCollation.Exact };

    public Column As(ColumnRole role) => this with { Role = role };

    public override string ToString() => Name;

    private static Column Clock(string name, ColumnRole role, string unit) =>
        new(name, ColumnKind.DateTime) { Role = role, Nullable = false, Unit = unit };
}
