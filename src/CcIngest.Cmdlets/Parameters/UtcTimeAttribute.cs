using System.Globalization;
using System.Management.Automation;

namespace CcIngest.Cmdlets;

/// <summary>
/// Takes a time without a zone for UTC; plain binding would take it for the machine's zone. Text is ISO 8601 (<c>2024-01-01</c>,
/// <c>2024-01-01T12:30Z</c>, <c>2024-01-01 12:30+02:00</c>); a <see cref="DateTime"/> of the local kind and a
/// <see cref="DateTimeOffset"/> are converted.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UtcTimeAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-ddK",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd' 'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
    ];

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            DateTimeOffset time => time.UtcDateTime,
            DateTime { Kind: DateTimeKind.Local } time => time.ToUniversalTime(),
            DateTime time => DateTime.SpecifyKind(time, DateTimeKind.Utc),
            string text => Parse(text),
            { } other => throw Refusal(Convert.ToString(other, CultureInfo.InvariantCulture) ?? ""),
        };

    private static DateTime Parse(string text) =>
        DateTimeOffset.TryParseExact(
            text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.UtcDateTime
            : throw Refusal(text);

    private static ArgumentTransformationMetadataException Refusal(string text) => new(
        $"'{text}' is not a time. Write it as 2024-01-31 or 2024-01-31T12:30:00Z; without a zone it is UTC.");
}
