namespace CcIngest.Help;

/// <summary>What a cmdlet is by its code: its parameters, and in which combinations they can be given.</summary>
/// <param name="Name">Verb and noun.</param>
/// <param name="Parameters">Without the common ones, <c>-WhatIf</c> and <c>-Confirm</c> included; in the order of the code.</param>
/// <param name="Sets">The default set first.</param>
public sealed record CmdletShape(string Name, IReadOnlyList<ParameterShape> Parameters, IReadOnlyList<ParameterSet> Sets);

/// <param name="Type">Short name as in the pages, <c>String[]</c>; a nullable type without its question mark.</param>
/// <param name="AcceptedValues">All there are: of an enumeration or a fixed set; else empty.</param>
public sealed record ParameterShape(
    string Name, string Type, IReadOnlyList<string> Aliases, IReadOnlyList<string> AcceptedValues, bool TakesWildcards, IReadOnlyList<ParameterUse> Uses)
{
    public bool IsSwitch => Type == "SwitchParameter";
}

/// <summary>A parameter in one parameter set, or in all of them.</summary>
/// <param name="Set">Null: in all sets.</param>
/// <param name="Position">Counted from 0; null when it is given by name only.</param>
public sealed record ParameterUse(string? Set, bool Mandatory, int? Position, bool FromPipeline, bool FromPipelineByPropertyName);

/// <param name="Parameters">In the order in which PowerShell shows a syntax.</param>
public sealed record ParameterSet(string Name, IReadOnlyList<(ParameterShape Parameter, ParameterUse Use)> Parameters);
