namespace CcIngest.Cmdlets.Tests;

/// <summary>Names of cmdlets as data of theories.</summary>
public static class CmdletNames
{
    public static TheoryData<string> Exported => [.. Module.Exports];

    /// <summary>Those that have a way to end with an error.</summary>
    public static TheoryData<string> Failing => [.. Module.Exports.Where(name => !CmdletCases.Of(name).NeverFails)];

    /// <summary>Those that write something: all that ask ShouldProcess.</summary>
    public static TheoryData<string> Writing => [.. Module.Exports.Where(Module.AsksShouldProcess)];

    /// <summary>Those that write nothing but the session's own defaults.</summary>
    public static TheoryData<string> Reading => [.. Module.Exports.Where(name => !Module.AsksShouldProcess(name))];
}
