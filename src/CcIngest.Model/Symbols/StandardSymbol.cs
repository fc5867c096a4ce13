using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CcIngest.Model;

/// <summary>
/// A symbol as every venue would write it if they agreed: <c>BTC-USDT-SPOT</c>, <c>BTC-USDT-PERP</c>, <c>BTC-USDT-FUTURE_260327</c>. Base and
/// quote are 1 to 32 letters and digits without lower case; a future has the UTC day of its delivery as yyMMdd of the years 2000 to 2099.
/// Compared by code points.
/// </summary>
public sealed record StandardSymbol : ISpanParsable<StandardSymbol>
{
    /// <summary>The form, for messages.</summary>
    public const string Form = "BASE-QUOTE-SPOT, BASE-QUOTE-PERP or BASE-QUOTE-FUTURE_yyMMdd";

    private const int LongestAsset = 32;
    private const string DayForm = "yyMMdd";
    private const string Spot = "SPOT";
    private const string Perpetual = "PERP";
    private const string Future = "FUTURE";

    private StandardSymbol(string @base, string quote, SymbolType type, DateOnly? delivery) =>
        (Base, Quote, Type, Delivery) = (@base, quote, type, delivery);

    public string Base { get; }

    public string Quote { get; }

    public SymbolType Type { get; }

    /// <summary>The UTC day of delivery of a future; null for all else.</summary>
    public DateOnly? Delivery { get; }

    /// <summary>The last part without a day: <c>SPOT</c>, <c>PERP</c>, <c>FUTURE</c>.</summary>
    public string TypeWord => WordOf(Type);

    public static string WordOf(SymbolType type) => type switch
    {
        SymbolType.Spot => Spot,
        SymbolType.Perpetual => Perpetual,
        _ => Future,
    };

    /// <param name="delivery">The UTC day of delivery: given for a future, and for nothing else.</param>
    /// <param name="reason">Why there is no such symbol, for people.</param>
    public static bool TryCreate(
        string? @base, string? quote, SymbolType type, DateOnly? delivery, [NotNullWhen(true)] out StandardSymbol? symbol, [NotNullWhen(false)] out string? reason)
    {
        symbol = null;
        reason = AssetFault("base", @base) ?? AssetFault("quote", quote) ?? DeliveryFault(type, delivery);
        if (reason is null && @base == quote)
        {
            reason = $"Base and quote are both '{@base}'.";
        }

        if (reason is null)
        {
            symbol = new StandardSymbol(@base!, quote!, type, delivery);     // a missing one is a fault
            return true;
        }

        return false;
    }

    /// <param name="reason">Why the text is no standard symbol, for people.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out StandardSymbol? symbol, [NotNullWhen(false)] out string? reason)
    {
        symbol = null;
        string[] parts = (text ?? "").Split('-');
        if (parts.Length != 3)
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"'{text}' has {parts.Length} part{(parts.Length == 1 ? "" : "s")} between dashes, not the three of {Form}.");
            return false;
        }

        string[] last = parts[2].Split('_');
        switch (last)
        {
            case [Spot]:
                return TryCreate(parts[0], parts[1], SymbolType.Spot, null, out symbol, out reason);
            case [Perpetual]:
                return TryCreate(parts[0], parts[1], SymbolType.Perpetual, null, out symbol, out reason);
            case [Future, { } day] when TryDay(day, out DateOnly delivery):
                return TryCreate(parts[0], parts[1], SymbolType.Future, delivery, out symbol, out reason);
            case [Future, { } day]:
                reason = $"'{day}' is no day of the form {DayForm}.";
                return false;
            case [Future]:
                reason = $"A future has its day of delivery: {Future}_{DayForm}.";
                return false;
            default:
                reason = $"'{parts[2]}' is no kind of symbol. Use {Form}.";
                return false;
        }
    }

    /// <exception cref="FormatException">The text is no standard symbol; the message says why.</exception>
    public static StandardSymbol Parse(string text) => TryParse(text, out StandardSymbol? symbol, out string? reason) ? symbol : throw new FormatException(reason);

    static StandardSymbol IParsable<StandardSymbol>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<StandardSymbol>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out StandardSymbol result) => TryParse(s, out result, out _);

    static StandardSymbol ISpanParsable<StandardSymbol>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s.ToString());

    static bool ISpanParsable<StandardSymbol>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out StandardSymbol result) =>
        TryParse(s.ToString(), out result, out _);

    public override string ToString() => $"{Base}-{Quote}-{TypeWord}{(Delivery is { } day ? $"_{day.ToString(DayForm, CultureInfo.InvariantCulture)}" : "")}";

    private static bool TryDay(string text, out DateOnly day)
    {
        // "yy" alone would turn 60 into 1960.
        day = default;
        return text.Length == DayForm.Length && DateOnly.TryParseExact(
            $"20{text}", $"yy{DayForm}", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    private static string? AssetFault(string part, string? asset)
    {
        if (string.IsNullOrEmpty(asset))
        {
            return $"The {part} is empty.";
        }

        int length = 0;
        foreach (System.Text.Rune rune in asset.EnumerateRunes())
        {
            length++;
            if (!System.Text.Rune.IsLetterOrDigit(rune) || System.Text.Rune.IsLower(rune))
            {
                return $"The {part} '{asset}' has '{rune}', which is no capital letter and no digit.";
            }
        }

        return length > LongestAsset
            ? string.Create(CultureInfo.InvariantCulture, $"The {part} '{asset}' has {length} characters, at most {LongestAsset} are allowed.")
            : null;
    }

    private static string? DeliveryFault(SymbolType type, DateOnly? delivery) => (type, delivery) switch
    {
        (SymbolType.Future, null) => $"A future has its day of delivery: {Future}_{DayForm}.",
        (SymbolType.Future, { Year: < 2000 or > 2099 } day) => string.Create(CultureInfo.InvariantCulture, $"The delivery {day:yyyy-MM-dd} is not of the years 2000 to 2099."),
        (SymbolType.Future, _) or (_, null) => null,
        _ => $"Only a future has a day of delivery, {WordOf(type)} has none.",
    };
}
