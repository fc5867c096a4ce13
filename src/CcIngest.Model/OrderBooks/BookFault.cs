namespace CcIngest.Model;

/// <summary>What is wrong with the two sides of an order book, so that it is not stored.</summary>
/// <param name="Rule">One of the constants.</param>
/// <param name="Reason">Where, with the values.</param>
public sealed record BookFault(string Rule, string Reason)
{
    /// <summary>A side is no list of levels with price and size.</summary>
    public const string Shape = "book-shape";

    /// <summary>A size or a price is not positive.</summary>
    public const string NotPositive = "book-size";

    /// <summary>Bids do not fall, or asks do not rise, from level to level.</summary>
    public const string NotSorted = "book-order";

    /// <summary>The best bid is not below the best ask.</summary>
    public const string Crossed = "book-crossed";

    /// <summary>The first fault of a book, or null for a good one. A side may be empty: nobody may be there to buy or to sell.</summary>
    /// <param name="bids">As it is stored.</param>
    /// <param name="asks">As it is stored.</param>
    public static BookFault? Of(string bids, string asks)
    {
        IReadOnlyList<(string Price, string Size)> buying;
        IReadOnlyList<(string Price, string Size)> selling;
        try
        {
            (buying, selling) = (BookSide.Texts(bids), BookSide.Texts(asks));
        }
        catch (FormatException wrong)
        {
            return new BookFault(Shape, wrong.Message);
        }

        return OfSide("bid", buying, -1) ?? OfSide("ask", selling, 1)
            ?? (buying.Count > 0 && selling.Count > 0 && ExactDecimal.Compare(buying[0].Price, selling[0].Price) >= 0
                ? new BookFault(Crossed, $"The best bid {buying[0].Price} is not below the best ask {selling[0].Price}.")
                : null);
    }

    private static BookFault? OfSide(string word, IReadOnlyList<(string Price, string Size)> levels, int direction)
    {
        for (int level = 0; level < levels.Count; level++)
        {
            (string price, string size) = levels[level];
            if (ExactDecimal.Sign(size) <= 0 || ExactDecimal.Sign(price) <= 0)
            {
                return new BookFault(NotPositive, FormattableString.Invariant($"{word} {level + 1} has the size {size} at {price}: both must be positive."));
            }

            if (level > 0 && ExactDecimal.Compare(price, levels[level - 1].Price) * direction <= 0)
            {
                return new BookFault(NotSorted, FormattableString.Invariant(
                    $"{word} {level + 1} at {price} follows {levels[level - 1].Price}: {word}s must {(direction < 0 ? "fall" : "rise")}."));
            }
        }

        return null;
    }
}
