using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CcIngest.Cmdlets;

/// <summary>Offers words from a list: those that begin with what was typed, or match it when it has wildcards.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    // More than anybody reads; a store may have 100,000 instruments.
    private const int MostOffered = 1_000;

    // PowerShell takes typographic ones for the straight one.
    private const string SingleQuotes = "'\u2018\u2019\u201A\u201B";

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        char? quote = wordToComplete.Length > 0 && wordToComplete[0] is '\'' or '"' ? wordToComplete[0] : null;
        string typed = wordToComplete.Trim('\'', '"');
        Func<string, bool> isMeant = Meant(typed);
        return [.. Words(fakeBoundParameters)
            .Where(word => isMeant(word.Text))
            .Take(MostOffered)
            .Select(word => new CompletionResult(Quoted(word.Text, quote), word.Text, CompletionResultType.ParameterValue, word.Tip))];
    }

    /// <param name="boundParameters">What stands on the line already.</param>
    protected abstract IEnumerable<CompletionWord> Words(IDictionary boundParameters);

    private static Func<string, bool> Meant(string typed)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(typed))
        {
            return word => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
        }

        WildcardPattern pattern = WildcardPattern.Get(typed + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return pattern.IsMatch;
    }

    /// <summary>As it was begun; else bare where the shell reads it as one word of text.</summary>
    private static string Quoted(string word, char? quote)
    {
        bool isBare = word.Length > 0 && char.IsAsciiLetterOrDigit(word[0]) && word.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.');
        return quote switch
        {
            '"' => $"\"{word.Replace("`", "``", StringComparison.Ordinal).Replace("$", "`$", StringComparison.Ordinal).Replace("\"", "`\"", StringComparison.Ordinal)}\"",
            null when isBare => word,
            _ => $"'{string.Concat(word.Select(letter => SingleQuotes.Contains(letter) ? $"{letter}{letter}" : $"{letter}"))}'",
        };
    }
}
