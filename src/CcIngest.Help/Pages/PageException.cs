namespace CcIngest.Help;

/// <summary>A page breaks the format of docs/README.md.</summary>
public sealed class PageException(string file, int line, string message) : Exception(message)
{
    public string File { get; } = file;

    /// <summary>Counted from 1.</summary>
    public int Line { get; } = line;
}
