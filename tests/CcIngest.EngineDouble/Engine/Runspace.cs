namespace System.Management.Automation.Runspaces;

/// <summary>A session's identity: one for each <see cref="CcIngest.EngineDouble.EngineSession"/>.</summary>
public abstract class Runspace
{
    [ThreadStatic]
    private static Runspace? s_default;

    internal Runspace()
    {
    }

    /// <summary>The runspace whose pipeline this thread works for; null on any other thread.</summary>
    public static Runspace? DefaultRunspace
    {
        get => s_default;
        set => s_default = value;
    }
}

/// <summary>Which streams of a script go to the pipeline of the one who runs it.</summary>
[Flags]
public enum PipelineResultTypes
{
    None = 0,
    Output = 1,
    Error = 2,
}
