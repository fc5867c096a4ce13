namespace CcIngest.Model;

/// <summary>How much a finding says against the data.</summary>
public enum QualitySeverity
{
    /// <summary>Good to know; the data may be right.</summary>
    Information,

    /// <summary>Hardly right: somebody should look at it.</summary>
    Warning,

    /// <summary>Cannot be right.</summary>
    Error,
}
