namespace CcIngest.Help;

public enum HelpBlockKind
{
    Paragraph,

    /// <summary>An item of a list; its number, if it has one, stands in <see cref="HelpBlock.Mark"/>.</summary>
    Item,

    /// <summary>Lines that keep their breaks and are never wrapped.</summary>
    Code,
}

/// <summary>A piece of help as plain text, without the marks of Markdown. Only code has line breaks.</summary>
/// <param name="Mark">What stands before an item: <c>-</c> or <c>1.</c>; empty for the other kinds.</param>
public sealed record HelpBlock(HelpBlockKind Kind, string Text, string Mark = "");
