namespace CcIngest.Ingestion;

/// <summary>How far a run is. Reported when something was finished; the listener thins it out.</summary>
/// <param name="Step">The step's title.</param>
/// <param name="Done">Requests answered in this step.</param>
/// <param name="Planned">Requests planned for this step; null while that is unknown.</param>
/// <param name="Rows">Rows stored in this step.</param>
/// <param name="Current">The series or list just worked on.</param>
/// <param name="Remaining">How long the step will take yet, about; null while there is no pace to tell it by.</param>
public sealed record RunProgress(string Step, long Done, long? Planned, long Rows, string Current, TimeSpan? Remaining = null)
{
    /// <summary>What <see cref="Done"/> and <see cref="Planned"/> count.</summary>
    public string Unit { get; init; } = "requests";
}
