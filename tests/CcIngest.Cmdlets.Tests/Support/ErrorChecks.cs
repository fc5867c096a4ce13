using System.Management.Automation;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>What every error record of the module has: an id, a category, a target, a message, and what to do.</summary>
internal static class ErrorChecks
{
    /// <summary>The terminating error, checked.</summary>
    public static ErrorRecord ShouldFail(this PipelineResult result, string id, ErrorCategory category) =>
        Complete(result.Failure ?? throw new InvalidOperationException("There was no terminating error."), id, category);

    /// <summary>The one non-terminating error of a pipeline that went on to its end, checked.</summary>
    public static ErrorRecord ShouldTell(this PipelineResult result, string id, ErrorCategory category)
    {
        Assert.Null(result.Failure);
        return Complete(Assert.Single(result.Errors), id, category);
    }

    /// <summary>A refused argument, before the cmdlet itself has begun: PowerShell's own error.</summary>
    public static void ShouldRefuse(this PipelineResult result, string id)
    {
        Assert.NotNull(result.Failure);
        Assert.StartsWith(id, result.Failure.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static ErrorRecord Complete(ErrorRecord error, string id, ErrorCategory category)
    {
        Assert.StartsWith($"{id},CcIngest.Cmdlets.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.NotNull(error.TargetObject);
        Assert.False(string.IsNullOrWhiteSpace(error.Exception.Message));
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails?.RecommendedAction));
        return error;
    }
}
