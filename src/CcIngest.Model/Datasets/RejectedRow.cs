using System.Security.Cryptography;
using System.Text;

namespace CcIngest.Model;

/// <summary>A record of the source that is not stored: the text as it came, and which rule it broke.</summary>
/// <param name="Dataset">The dataset it was meant for.</param>
/// <param name="RawText">The record's JSON as it was received.</param>
/// <param name="Rule">The id of the broken rule: a <see cref="ValidationRule.Id"/>, <c>unreadable</c> for a value of the wrong type, <c>key-clash</c>,
/// <c>store-refused</c>.</param>
/// <param name="Reason">What is wrong, with the values, for people.</param>
/// <param name="Request">The request that brought it: path and parameters, never a key.</param>
/// <param name="Series">The series it belongs to, where that is known.</param>
/// <param name="Time">The start of its period, where that is known.</param>
public sealed record RejectedRow(Dataset Dataset, string RawText, string Rule, string Reason, string Request, SeriesKey? Series = null, DateTime? Time = null)
{
    private readonly string? _exchange;

    /// <summary>The venue it belongs to, in lower case, where that is known: the text alone may not say it.</summary>
    public string? Exchange
    {
        get => Series?.Exchange ?? _exchange;
        init => _exchange = value;
    }

    /// <summary>The same rejection is one letter, however often it comes: SHA-256 of dataset, raw text and rule, in hexadecimal.</summary>
    public string LetterId => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Dataset.Name}\n{Rule}\n{RawText}")));
}
