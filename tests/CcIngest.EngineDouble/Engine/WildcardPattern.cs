using System.Text;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

[Flags]
public enum WildcardOptions
{
    None = 0,
    Compiled = 1,
    IgnoreCase = 2,
    CultureInvariant = 4,
}

/// <summary><c>*</c>, <c>?</c>, <c>[a-c]</c>; a backtick takes the meaning of the next letter away.</summary>
public sealed class WildcardPattern(string pattern, WildcardOptions options)
{
    private readonly Regex _regex = new(
        ToRegex(pattern),
        RegexOptions.Singleline
            | (options.HasFlag(WildcardOptions.IgnoreCase) ? RegexOptions.IgnoreCase : RegexOptions.None)
            | (options.HasFlag(WildcardOptions.CultureInvariant) ? RegexOptions.CultureInvariant : RegexOptions.None));

    public static WildcardPattern Get(string pattern, WildcardOptions options) => new(pattern, options);

    public static bool ContainsWildcardCharacters(string pattern) => pattern.AsSpan().IndexOfAny("*?[") >= 0;

    public bool IsMatch(string input) => _regex.IsMatch(input);

    private static string ToRegex(string pattern)
    {
        StringBuilder regex = new("^");
        for (int at = 0; at < pattern.Length; at++)
        {
            int end = pattern[at] == '[' ? pattern.IndexOf(']', at) : -1;
            if (end > at)
            {
                regex.Append(pattern, at, end - at + 1);
                at = end;
            }
            else
            {
                at += pattern[at] == '`' && at + 1 < pattern.Length ? 1 : 0;
                bool escaped = at > 0 && pattern[at - 1] == '`';
                regex.Append(pattern[at] switch
                {
                    '*' when !escaped => ".*",
                    '?' when !escaped => ".",
                    char letter => Regex.Escape(letter.ToString()),
                });
            }
        }

        return regex.Append('$').ToString();
    }
}
