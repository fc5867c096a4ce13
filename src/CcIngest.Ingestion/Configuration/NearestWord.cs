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

    /// <summary>Letters to insert, remove or replace (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        int[] previous = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int[] current = new int[other.Length + 1];
            current[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = previous[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
