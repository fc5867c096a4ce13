namespace CcIngest.Benchmarks;

/// <summary>A Markdown document with sections that commands write, between two comments each. Its prose belongs to people and stays.</summary>
internal static class ResultsDocument
{
    /// <summary>Puts the results in the place of those that were there; behind all else where there were none.</summary>
    public static async Task ReplaceAsync(FileInfo document, string command, string results, CancellationToken cancellationToken)
    {
        string text = document.Exists ? await File.ReadAllTextAsync(document.FullName, cancellationToken).ConfigureAwait(false) : "# Performance\n";
        await File.WriteAllTextAsync(document.FullName, Replace(text, command, results), cancellationToken).ConfigureAwait(false);
    }

    internal static string Replace(string text, string command, string results)
    {
        string begin = $"<!-- results of {command} -->";
        string end = $"<!-- end of results of {command} -->";
        string section = $"{begin}\n\n{results.Trim()}\n\n{end}";
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        int to = text.IndexOf(end, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? $"{text[..from]}{section}{text[(to + end.Length)..]}"
            : $"{text.TrimEnd()}\n\n{section}\n";
    }
}
