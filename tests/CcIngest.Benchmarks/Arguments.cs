using System.CommandLine;
using System.CommandLine.Help;

namespace CcIngest.Benchmarks;

/// <summary>What a command of this program was called with.</summary>
internal static class Arguments
{
    /// <summary>The exit code of a command that was called wrongly, or only asked for its help.</summary>
    public const int Wrong = 64;

    /// <returns>Null when there is nothing to do: what is wrong was said, or the help was.</returns>
    public static async Task<ParseResult?> ReadAsync(RootCommand command, IReadOnlyList<string> arguments)
    {
        ParseResult line = command.Parse(arguments);
        if (line.Action is HelpAction help)
        {
            help.Invoke(line);
            return null;
        }

        if (line.Errors.Count == 0)
        {
            return line;
        }

        await Console.Error.WriteLineAsync(string.Join('\n', line.Errors.Select(error => error.Message))).ConfigureAwait(false);
        return null;
    }
}
