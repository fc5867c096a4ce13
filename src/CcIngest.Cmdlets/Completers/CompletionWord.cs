namespace CcIngest.Cmdlets;

/// <summary>A word that may be completed.</summary>
/// <param name="Text">What is typed, without quotation marks.</param>
/// <param name="Tip">What it is, in a line; the word itself where nothing more is known.</param>
public sealed record CompletionWord(string Text, string Tip);
