namespace CcIngest.Ingestion;

/// <summary>Words as shells and schedulers read them.</summary>
internal static class ShellText
{
    /// <summary>A text for PowerShell, which takes four curly apostrophes for straight ones.</summary>
    public static string QuoteForPowerShell(string text) =>
        $"'{string.Concat(text.Select(letter => letter is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? $"{letter}{letter}" : letter.ToString()))}'";

    /// <summary>A word for <c>/bin/sh</c>.</summary>
    public static string Quote(string word) => IsPlain(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A word of a systemd command: specifiers (%) and variables ($) taken as they stand.</summary>
    public static string QuoteForSystemd(string word)
    {
        string text = word.Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal);
        return IsPlain(word) ? text : $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A word as programs of Windows take their command line apart: backslashes count before a quotation mark only.</summary>
    public static string QuoteForWindows(string word)
    {
        if (word.Length > 0 && !word.AsSpan().ContainsAny(" \t\""))
        {
            return word;
        }

        System.Text.StringBuilder text = new("\"");
        int backslashes = 0;
        foreach (char letter in word)
        {
            _ = letter == '"' ? text.Append('\\', backslashes + 1) : text;
            backslashes = letter == '\\' ? backslashes + 1 : 0;
            text.Append(letter);
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }

    private static bool IsPlain(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "_-./:=@+,".Contains(letter, StringComparison.Ordinal));
}
