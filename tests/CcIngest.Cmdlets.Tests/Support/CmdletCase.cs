using System.Management.Automation;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>One way to call a cmdlet that works and one that does not: what the tests of all cmdlets use.</summary>
/// <param name="Name">The cmdlet.</param>
/// <param name="Works">Makes what is needed and gives the call.</param>
/// <param name="Fails">Makes what is needed and gives a call that ends with an error.</param>
/// <param name="ErrorId">The id of that error.</param>
/// <param name="Category">Its category.</param>
internal sealed record CmdletCase(
    string Name, Func<ModuleSession, PipelineCall> Works, Func<ModuleSession, PipelineCall> Fails, string ErrorId, ErrorCategory Category)
{
    /// <summary>What <see cref="Works"/> writes; null for nothing.</summary>
    public Type? Output { get; init; }

    /// <summary>Whether the error of <see cref="Fails"/> lets the pipeline go on.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether what goes wrong is what it writes, so that <see cref="Fails"/> is no call of its own.</summary>
    public bool NeverFails { get; init; }

    public override string ToString() => Name;
}
