using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>An answer that says no. Thrown by endpoints, written by the pipeline.</summary>
internal sealed class ApiError(int status, Action<Utf8JsonWriter> body) : Exception
{
    /// <summary>The HTTP status: the data-api's tells the kind of error, the min-api's is always 200.</summary>
    public int Status { get; } = status;

    /// <summary>Writes the whole body.</summary>
    public Action<Utf8JsonWriter> Body { get; } = body;
}
