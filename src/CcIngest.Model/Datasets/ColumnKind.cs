namespace CcIngest.Model;

/// <summary>What a column holds, and so how a <see cref="RowBatch"/> keeps it.</summary>
public enum ColumnKind
{
    /// <summary>Text up to <see cref="Column.Length"/> characters. Kept as string.</summary>
    Text,

    /// <summary>Text of any length. Kept as string.</summary>
    LongText,

    /// <summary>A JSON document as text. Kept as string.</summary>
    Json,

    /// <summary>An IEEE 754 double; never NaN or infinite. Kept as double.</summary>
    Double,

    /// <summary>An exact decimal of <see cref="Column.Precision"/> digits, <see cref="Column.Scale"/> behind the point. Kept as its canonical text.</summary>
    Decimal,

    /// <summary>A signed 32-bit integer. Kept as long.</summary>
    Int32,

    /// <summary>A signed 64-bit integer. Kept as long.</summary>
    Int64,

    /// <summary>False or true. Kept as long 0 or 1.</summary>
    Boolean,

    /// <summary>A UTC time to the second. Kept as long: <see cref="System.DateTime.Ticks"/>.</summary>
    DateTime,

    /// <summary>A UTC time to the microsecond. Kept as long: <see cref="System.DateTime.Ticks"/>.</summary>
    DateTimeMicroseconds,
}

/// <summary>How a <see cref="RowBatch"/> keeps the values of a column.</summary>
public enum ColumnStorage
{
    Text,
    Double,
    Int64,
}

/// <summary>Which collation a text column asks for in the MySQL family; SQLite and PostgreSQL compare exactly.</summary>
public enum TextCollation
{
    /// <summary><c>utf8mb4_general_ci</c> unless the schema option KeyCollation says otherwise: exchange, instrument and candle tables.</summary>
    Identifier,

    /// <summary><c>utf8mb4_bin</c>: bookkeeping, symbols, klines, order books.</summary>
    Exact,
}

/// <summary>Who fills a column, and when its value moves.</summary>
public enum ColumnRole
{
    /// <summary>From the source's answer; a change of it is a revision.</summary>
    Value,

    /// <summary>The store's clock at the first write of the row; never moves.</summary>
    CreatedAt,

    /// <summary>The store's clock when the source's data last changed.</summary>
    UpdatedAt,

    /// <summary>The store's clock when these values became known; moves only when a value changes.</summary>
    CollectedAt,

    /// <summary>The time of the answer that last confirmed the row; moves every time, and no change of it is a revision.</summary>
    RetrievedAt,
}
