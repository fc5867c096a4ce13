using System.Globalization;
using System.Text.Json;

namespace CcIngest.Model;

/// <summary>
/// One side of an order book as the exchange wrote it: a JSON array of levels, each an array that begins with price and size. The text is stored as
/// it came; what follows in a level (Kraken's time) is kept and not read.
/// </summary>
public static class BookSide
{
    /// <summary>Price and size of each level, best one first, in the very digits that came.</summary>
    /// <exception cref="FormatException">It is no such array.</exception>
    public static IReadOnlyList<(string Price, string Size)> Texts(string side)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(side);
            List<(string, string)> levels = [];
            foreach (JsonElement level in document.RootElement.EnumerateArray())
            {
                levels.Add((Number(level[0], levels.Count), Number(level[1], levels.Count)));
            }

            return levels;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException("It is no array of levels with price and size.", broken);
        }
    }

    /// <summary>The levels as numbers.</summary>
    /// <exception cref="IngestException">A number has more digits than a <see cref="decimal"/> keeps: it is not rounded.</exception>
    /// <exception cref="FormatException">It is no such array.</exception>
    public static IReadOnlyList<BookLevel> Levels(string side)
    {
        // An array: a script says Bids[0], and what a collection expression makes has no index that PowerShell sees.
        BookLevel[] levels = [.. Texts(side).Select(level => new BookLevel(Exact(level.Price), Exact(level.Size)))];
        return levels;
    }

    private static string Number(JsonElement value, int level)
    {
        string? text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return text is not null && IsPlain(text)
            ? text
            : throw new FormatException(FormattableString.Invariant($"Level {level + 1} has {Shown(value.GetRawText())} where a decimal should be."));
    }

    /// <summary>Digits, and digits behind a point; no exponent.</summary>
    private static bool IsPlain(string text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<char> fraction = point < 0 ? "0" : digits[(point + 1)..];
        return !whole.IsEmpty && !fraction.IsEmpty && !whole.ContainsAnyExceptInRange('0', '9') && !fraction.ContainsAnyExceptInRange('0', '9');
    }

    private static decimal Exact(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && ExactDecimal.Compare(value.ToString(CultureInfo.InvariantCulture), text) == 0
            ? value
            : throw new IngestException(IngestErrorId.StoreFailed, $"A level has {Shown(text)}, which has more digits than a decimal of this runtime keeps.",
                $"Read that row of {OrderBookSnapshots.Dataset} with SQL: there it is exact.", scope: FailureScope.Leg);

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
