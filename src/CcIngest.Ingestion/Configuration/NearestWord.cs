namespace CcIngest.Ingestion;

/// <summary>Guesses which word a mistyped one was meant to be.</summary>
internal static class NearestWord
{
    /// <summary><c> Did you mean 'x'?</c>, or nothing when no word is near.</summary>
    public static string Hint(string written, IEnumerable<string> words)
    {
        string? best = words
            .Select(word => (Word: word, Distance: Distance(written.ToLowerInvariant(), word.ToLowerInvariant())))
            .Where(guess => guess.Distance <= Math.Max(1, guess.Word.Length / 3))
            .OrderBy(guess => guess.Distance).ThenBy(guess => guess.Word, StringComparer.Ordinal)
            .Select(guess => guess.Word).FirstOrDefault();
        return best is null ? "" : $" Did you mean '{best}'?";
    }

    /// <summary>Letters to insert, remove, replace or swap with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        int[,] steps = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i, j] = i + j;
                    continue;
                }

                int replaced = steps[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                int swapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]
                    ? steps[i - 2, j - 2] + 1
                    : int.MaxValue;
                steps[i, j] = Math.Min(Math.Min(replaced, swapped), Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
            }
        }

        return steps[one.Length, other.Length];
    }
}
