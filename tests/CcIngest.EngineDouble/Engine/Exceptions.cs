namespace System.Management.Automation;

public class RuntimeException : SystemException
{
    public RuntimeException()
    {
    }

    public RuntimeException(string message)
        : base(message)
    {
    }

    public RuntimeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The pipeline ends: after Ctrl+C, and after an error that somebody has been told of already.</summary>
public class PipelineStoppedException : RuntimeException
{
    public PipelineStoppedException()
        : base("The pipeline has been stopped.")
    {
    }
}

/// <summary>What a parameter was given cannot be used.</summary>
public class ParameterBindingException : RuntimeException
{
    internal ParameterBindingException(string errorId, string message, Exception? inner = null)
        : base(message, inner!) => ErrorId = errorId;

    public string ErrorId { get; }
}

public class MetadataException(string message, Exception? innerException = null) : RuntimeException(message, innerException!);

public class ArgumentTransformationMetadataException(string message, Exception? innerException) : MetadataException(message, innerException)
{
    public ArgumentTransformationMetadataException(string message)
        : this(message, null)
    {
    }
}

public class ValidationMetadataException(string message) : MetadataException(message);

public class PSInvalidCastException(string message) : InvalidCastException(message);

public class PSInvalidOperationException(string message) : InvalidOperationException(message);
