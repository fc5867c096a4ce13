namespace CcIngest.Help.Tests;

/// <summary>A page of <see cref="GetSampleCommand"/> that has one of each thing.</summary>
internal static class SamplePage
{
    public const string Text = """
        # Get-Sample

        ## Synopsis

        Reads samples,
        one by one.

        ## Description

        The first paragraph has `code` and a [link](Other.md).

        - an item
        - another

        ## Examples

        ### Example 1: All

        Before the code.

        ```powershell
        Get-Sample |
            Format-Table
        ```

        After it.

        ### Example 2: One

        ```powershell requires=server
        Get-Sample one
        ```

        ## Parameters

        ### -Name

        Names with `*`; 1 to 64 characters.

        - Type: String[]
        - Mandatory: no
        - Position: 0
        - From the pipeline: by value
        - Default: All, see `Other`

        ### -Last

        So many.

        - Type: Int32
        - Mandatory: no

        ### Common parameters

        This cmdlet supports the common parameters; see about_CommonParameters.

        ## Inputs

        `System.String`, `System.Int32`: names or ids.

        Any object with a `Name`.

        ## Outputs

        None.

        ## Errors

        Error ids: `A`.

        ## Related

        - [Set-Sample](Set-Sample.md)
        - [The API](https://example.org/api)
        """;

    /// <summary>The page with a piece of its text replaced.</summary>
    public static string With(string text, string replacement)
    {
        Assert.Contains(text, Text, StringComparison.Ordinal);
        return Text.Replace(text, replacement, StringComparison.Ordinal);
    }
}
