namespace CcIngest.Model;

/// <summary>What a run does about series that another run on the same store works on.</summary>
public enum BusyPolicy
{
    /// <summary>Fails and says which run has them; nothing is asked or written.</summary>
    Refuse,

    /// <summary>Waits until all of them are free.</summary>
    Wait,

    /// <summary>Works together with it: takes some at a time that nobody has, and at the end what a run that has died leaves.</summary>
    Share,
}
