namespace CcIngest.Ingestion;

/// <summary>Whom a job tells what: the rules that are judged when a run of it has ended, and the sinks that take their messages.</summary>
/// <param name="Sinks">Each name once.</param>
/// <param name="Rules">Each name once; they name sinks of <paramref name="Sinks"/> only.</param>
public sealed record AlertPlan(IReadOnlyList<AlertSink> Sinks, IReadOnlyList<AlertRule> Rules)
{
    public static AlertPlan None { get; } = new([], []);
}

/// <summary>Something that takes messages, by the name that rules know it by.</summary>
/// <param name="Name">Letters, digits, underscores and hyphens; 1 to 64.</param>
/// <param name="Timeout">For one attempt; 1 s to 5 min.</param>
public abstract record AlertSink(string Name, TimeSpan Timeout)
{
    /// <summary>The key that says it in a job file.</summary>
    public abstract string Type { get; }

    /// <summary>Where messages go, for people; never a secret.</summary>
    public abstract string Target { get; }
}

/// <summary>A web address that takes JSON by POST.</summary>
/// <param name="Variable">The environment variable that holds the address, a secret; <see cref="AlertAddresses.Prefix"/> begins its name.</param>
public sealed record WebhookAlertSink(string Name, string Variable, TimeSpan Timeout) : AlertSink(Name, Timeout)
{
    public override string Type => "webhook";

    public override string Target => Variable;
}

/// <summary>A program that reads the JSON from its standard input.</summary>
/// <param name="Program">A full path, or a name that is looked for on the path.</param>
/// <param name="Arguments">Each as the program shall have it; there is no shell between.</param>
public sealed record CommandAlertSink(string Name, string Program, IReadOnlyList<string> Arguments, TimeSpan Timeout) : AlertSink(Name, Timeout)
{
    public override string Type => "command";

    public override string Target => Program;
}

/// <summary>A file that gets a line of JSON for each message.</summary>
/// <param name="Path">A full path; the folder must be there.</param>
public sealed record FileAlertSink(string Name, string Path, TimeSpan Timeout) : AlertSink(Name, Timeout)
{
    public override string Type => "file";

    public override string Target => Path;
}
