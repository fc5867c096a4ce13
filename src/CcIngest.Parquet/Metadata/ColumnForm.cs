using System.Numerics;

namespace CcIngest.Parquet;

/// <summary>A column together with how its values lie in pages.</summary>
/// <param name="Column">The column for users of the file.</param>
/// <param name="Node">Its node of the schema.</param>
internal sealed record ColumnForm(ParquetColumn Column, SchemaNode Node)
{
    /// <summary>Digits that DECIMAL may have here: 32 bytes.</summary>
    public const int MaxPrecision = 76;

    /// <summary>How a column is written.</summary>
    public static ColumnForm ToWrite(ParquetColumn column)
    {
        SchemaNode node = new() { Name = column.Name, Repetition = column.IsNullable ? 1 : 0 };
        return new ColumnForm(column, column.Type switch
        {
            ParquetType.Boolean => node with { Type = PhysicalType.Boolean },
            ParquetType.Int32 => node with { Type = PhysicalType.Int32 },
            ParquetType.Int64 => node with { Type = PhysicalType.Int64 },
            ParquetType.Double => node with { Type = PhysicalType.Double },
            ParquetType.Text => node with { Type = PhysicalType.ByteArray, Converted = ConvertedType.Utf8, Logical = LogicalKind.String },
            ParquetType.Json => node with { Type = PhysicalType.ByteArray, Converted = ConvertedType.Json, Logical = LogicalKind.Json },
            ParquetType.Timestamp => node with
            {
                Type = PhysicalType.Int64, Converted = ConvertedType.TimestampMicros, Logical = LogicalKind.Timestamp, Unit = TimeUnit.Micros,
            },
            ParquetType.Decimal => node with
            {
                Type = PhysicalType.FixedLengthByteArray, TypeLength = DecimalBytes(column.Precision), Converted = ConvertedType.Decimal,
                Logical = LogicalKind.Decimal, Precision = column.Precision, Scale = column.Scale,
            },
            _ => throw new ArgumentException($"A column of type {column.Type} cannot be written.", nameof(column)),
        });
    }

    /// <summary>How a node of a file is read, or why it cannot be.</summary>
    public static ColumnForm ToRead(SchemaNode node)
    {
        ParquetColumn column = new(node.Name, ParquetType.Other, node.Repetition == 1);
        column = node switch
        {
            { Repetition: > 1 } or { Type: null } => column with { Problem = "it is nested or repeated" },
            { Logical: LogicalKind.Decimal } or { Converted: ConvertedType.Decimal } => ReadDecimal(column, node),
            { Type: PhysicalType.Boolean } => column with { Type = ParquetType.Boolean },
            { Type: PhysicalType.Int32 or PhysicalType.Int64 } => ReadInteger(column, node),
            { Type: PhysicalType.Int96 } => column with { Type = ParquetType.Timestamp },
            { Type: PhysicalType.Float or PhysicalType.Double } => column with { Type = ParquetType.Double },
            { Type: PhysicalType.ByteArray, Logical: LogicalKind.Json } or { Type: PhysicalType.ByteArray, Converted: ConvertedType.Json } =>
                column with { Type = ParquetType.Json },
            // Older writers say nothing of their texts.
            { Type: PhysicalType.ByteArray, Logical: LogicalKind.None or LogicalKind.String or LogicalKind.Enum } => column with { Type = ParquetType.Text },
            _ => column with { Problem = $"its type is {node.Type} {node.Logical}" },
        };
        return new ColumnForm(column, node);
    }

    private static ParquetColumn ReadInteger(ParquetColumn column, SchemaNode node) => node switch
    {
        { Logical: LogicalKind.Time } => column with { Problem = "it holds times of day" },
        { Logical: LogicalKind.Timestamp or LogicalKind.Date } => column with { Type = ParquetType.Timestamp },
        { Converted: ConvertedType.Date or ConvertedType.TimestampMillis or ConvertedType.TimestampMicros } =>
            column with { Type = ParquetType.Timestamp },
        { Logical: LogicalKind.None or LogicalKind.Integer } => column with
        {
            Type = node.Type == PhysicalType.Int32 && !(IsUnsigned(node) && Bits(node) == 32) ? ParquetType.Int32 : ParquetType.Int64,
        },
        _ => column with { Problem = $"its type is {node.Type} {node.Logical}" },
    };

    private static ParquetColumn ReadDecimal(ParquetColumn column, SchemaNode node) =>
        node.Precision is < 1 or > MaxPrecision || node.Scale < 0 || node.Scale > node.Precision
            ? column with { Problem = FormattableString.Invariant($"it is a decimal of {node.Precision} digits, {node.Scale} behind the point") }
            : node.Type is PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray
                ? column with { Type = ParquetType.Decimal, Precision = node.Precision, Scale = node.Scale }
                : column with { Problem = $"it is a decimal kept as {node.Type}" };

    public static bool IsUnsigned(SchemaNode node) => node.IsUnsigned
        || node.Converted is ConvertedType.UInt8 or ConvertedType.UInt16 or ConvertedType.UInt32 or ConvertedType.UInt64;

    private static int Bits(SchemaNode node) => node.Bits > 0 ? node.Bits : node.Converted switch
    {
        ConvertedType.UInt8 or ConvertedType.Int8 => 8,
        ConvertedType.UInt16 or ConvertedType.Int16 => 16,
        _ => node.Type == PhysicalType.Int64 ? 64 : 32,
    };

    /// <summary>Bytes of a two's complement number of so many digits.</summary>
    private static int DecimalBytes(int precision) => precision is >= 1 and <= MaxPrecision
        ? (int)((BigInteger.Pow(10, precision).GetBitLength() + 8) / 8)
        : throw new ArgumentOutOfRangeException(nameof(precision), precision, "A decimal has 1 to 76 digits.");
}
