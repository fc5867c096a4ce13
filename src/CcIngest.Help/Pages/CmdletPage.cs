namespace CcIngest.Help;

/// <summary>The page of a cmdlet: what docs/en-US/&lt;Verb-Noun&gt;.md says. Its facts about parameters come from the cmdlet itself (<see cref="CmdletShape"/>).</summary>
/// <param name="Notes">The sections Errors and Notes.</param>
public sealed record CmdletPage(
    string Name,
    string Synopsis,
    IReadOnlyList<HelpBlock> Description,
    IReadOnlyList<PageExample> Examples,
    IReadOnlyList<PageParameter> Parameters,
    IReadOnlyList<PageType> Inputs,
    IReadOnlyList<PageType> Outputs,
    IReadOnlyList<HelpBlock> Notes,
    IReadOnlyList<PageLink> Related);

/// <param name="Title">With its number: <c>Example 1: The main job</c>.</param>
/// <param name="Introduction">What stands before the code.</param>
/// <param name="Remarks">What stands after it.</param>
public sealed record PageExample(string Title, IReadOnlyList<HelpBlock> Introduction, string Code, IReadOnlyList<HelpBlock> Remarks);

/// <param name="Name">Without the hyphen.</param>
/// <param name="Default">In words; empty where a parameter must be given.</param>
public sealed record PageParameter(string Name, IReadOnlyList<HelpBlock> Description, string Default);

/// <param name="Name">Full name of a type, or <c>None</c>, or <c>System.Object</c> where any object with certain properties will do.</param>
public sealed record PageType(string Name, string Description);

/// <param name="Uri">Absolute; empty for a cmdlet or topic, which <c>Get-Help</c> finds by its name.</param>
public sealed record PageLink(string Text, string Uri);
