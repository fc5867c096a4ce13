namespace CcIngest.Model;

/// <summary>A store that a session is connected to: what a script may hold and print. Carries no secret.</summary>
public sealed record ConnectedStore
{
    /// <summary>sqlite, mysql, singlestore, postgresql, timescale.</summary>
    public required string Engine { get; init; }

    /// <summary>The file, or host and port; PostgreSQL: and database.</summary>
    public required string Address { get; init; }

    /// <summary>The database or schema name.</summary>
    public required string Schema { get; init; }

    /// <summary>As the server says it.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The version of the tables in it; null before Initialize-CcStore.</summary>
    public int? SchemaVersion { get; init; }

    public override string ToString() => $"{Engine} {Address} {Schema}";
}
