namespace CcIngest.Storage;

/// <summary>A warning of the server that this program takes for an error: data would have been changed to make them fit.</summary>
internal sealed class ServerWarningException(int code, string message) : Exception(message)
{
    /// <summary>The number that the same refusal has as an error.</summary>
    public int Code { get; } = code;
}
