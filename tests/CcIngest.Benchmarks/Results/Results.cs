using System.CommandLine;

namespace CcIngest.Benchmarks;

/// <summary>What a command has found out: told as it comes, and put into a document at the end.</summary>
internal sealed class Results(string command)
{
    private readonly List<string> _parts = [];

    public static Option<FileInfo?> Document { get; } = new("--out") { Description = "A Markdown document that gets the results, in the place of those that this command put there before." };

    public async Task AddAsync(string part)
    {
        _parts.Add(part.Trim());
        await Console.Out.WriteLineAsync($"{_parts[^1]}\n").ConfigureAwait(false);
    }

    public Task KeepAsync(ParseResult line, CancellationToken cancellationToken) => line.GetValue(Document) is { } document
        ? ResultsDocument.ReplaceAsync(document, command, string.Join("\n\n", _parts), cancellationToken)
        : Task.CompletedTask;
}
