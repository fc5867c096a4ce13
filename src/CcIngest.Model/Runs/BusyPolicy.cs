namespace CcIngest.Model;

/// <summary>What a run does about series that another run on the same store works on.</summary>
public enum BusyPolicy
{
    /// <summary>Fails and says which run has them; nothing is asked or written.</summary>
    Refuse,

    /// <summary>Waits until all of them are free.</summary>
    Wait,

    /// <summary>Works on those that nobody has, and leaves the others to the run that has them.</summary>
    Share,
}
