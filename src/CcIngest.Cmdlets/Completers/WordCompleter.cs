using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CcIngest.Cmdlets;

/// <summary>Offers words from a list, those that begin with what was typed.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        return [.. Words(fakeBoundParameters)
            .Where(word => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(word => new CompletionResult(Quoted(word), word, CompletionResultType.ParameterValue, word))];
    }

    /// <param name="boundParameters">What stands on the line already.</param>
    protected abstract IEnumerable<string> Words(IDictionary boundParameters);

    private static string Quoted(string word) => word.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.')
        ? word
        : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";
}
