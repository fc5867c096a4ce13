using System.Globalization;

namespace CcIngest.Model;

/// <summary>What a column of Unix times holds: the counts by which its unit is decided.</summary>
public sealed record TimeColumnEvidence
{
    public required string Column { get; init; }

    /// <summary>The type as the engine says it, for example <c>bigint(20)</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Rows of the table.</summary>
    public required long Rows { get; init; }

    public required long Nulls { get; init; }

    /// <summary>Zeros: the older system's word for an absent time.</summary>
    public required long Zeros { get; init; }

    public required long Negatives { get; init; }

    /// <summary>Numbers from 1 on that are before 2100 in the unit of their magnitude, by that unit.</summary>
    public required IReadOnlyDictionary<TimeUnit, long> ByMagnitude { get; init; }

    /// <summary>Numbers from 1 on that are before 2100 when they are taken in this unit.</summary>
    public required IReadOnlyDictionary<TimeUnit, long> InRange { get; init; }

    /// <summary>Positive numbers that are no time before 2100 in the unit of their magnitude.</summary>
    public required long OutOfRange { get; init; }

    /// <summary>Values that are no whole numbers; on engines that let a column have them.</summary>
    public long NotWhole { get; init; }

    /// <summary>Null where there is none, or none that a <c>long</c> holds.</summary>
    public required long? Least { get; init; }

    /// <summary>As <see cref="Least"/>.</summary>
    public required long? Greatest { get; init; }

    /// <summary>Some numbers as they stand in the table.</summary>
    public IReadOnlyList<long> Samples { get; init; } = [];

    /// <summary>Some rows whose number is negative or out of range: key and number.</summary>
    public IReadOnlyList<string> InvalidSamples { get; init; } = [];

    /// <summary>Numbers from 1 on.</summary>
    public long Positives => Rows - Nulls - Zeros - Negatives - NotWhole;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Column} ({Type}): {Rows:N0} rows, {Nulls:N0} null, {Zeros:N0} zero, {Negatives:N0} negative, {OutOfRange:N0} out of range; ")
        + string.Join(", ", ByMagnitude.Where(unit => unit.Value > 0).Select(unit => string.Create(CultureInfo.InvariantCulture, $"{unit.Value:N0} in {unit.Key}")))
        + string.Create(CultureInfo.InvariantCulture, $"; from {Least} to {Greatest}; for example {string.Join(", ", Samples)}");
}
