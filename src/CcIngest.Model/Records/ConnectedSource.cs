namespace CcIngest.Model;

/// <summary>A market data source that a session uses: what a script may hold and print. Carries no secret.</summary>
public sealed record ConnectedSource
{
    /// <summary>The source's name, for example <c>ccdata</c>.</summary>
    public required string Name { get; init; }

    public required Uri BaseUri { get; init; }

    public required Uri MinApiBaseUri { get; init; }

    /// <summary>Whether requests carry an API key.</summary>
    public required bool HasApiKey { get; init; }

    public override string ToString() => $"{Name} {BaseUri}";
}
