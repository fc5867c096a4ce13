namespace CcIngest.Sources;

/// <summary>What an exchange offers of its order books: the part of <see cref="VenueSheet"/> that captures go by.</summary>
public sealed record BookSheet
{
    /// <summary>Levels on each side that can be asked for, ascending; empty where any number up to <see cref="MostLevels"/> can.</summary>
    public IReadOnlyList<int> Depths { get; init; } = [];

    public required int MostLevels { get; init; }

    /// <summary>What a request for so many levels costs.</summary>
    public required Func<int, int> Weight { get; init; }

    /// <summary>Whether the book says when it was so.</summary>
    public bool HasTime { get; init; }

    /// <summary>Whether the book says the number of its last change.</summary>
    public bool HasUpdateId { get; init; }

    public bool Offers(int depth) => Depths.Count > 0 ? Depths.Contains(depth) : depth >= 1 && depth <= MostLevels;

    /// <summary>What can be asked for, for people.</summary>
    public string Allowed => Depths.Count > 0 ? $"one of {string.Join(", ", Depths)}" : FormattableString.Invariant($"1 to {MostLevels}");
}
