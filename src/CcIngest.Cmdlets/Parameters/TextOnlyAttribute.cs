using System.Collections;
using System.Management.Automation;

namespace CcIngest.Cmdlets;

/// <summary>
/// Refuses values that are no text, so that the pipeline binds an object by its properties. Without it, an object of another kind would bind by
/// value as whatever its <c>ToString</c> gives, and the cmdlet would look for a name that nothing has.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextOnlyAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = Bare(inputData);
        bool isText = value is IEnumerable list and not string ? list.Cast<object?>().All(item => IsName(Bare(item))) : IsName(value);
        return isText ? inputData : throw Refusal(value);
    }

    /// <summary>An asset or a symbol may be typed as a number (1, 42); the engine makes text of it.</summary>
    private static bool IsName(object? value) => value is null or string || (value is IFormattable && value.GetType().IsPrimitive);

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>The inner exception is the one kind after which the engine goes on to the properties.</summary>
    private static ArgumentTransformationMetadataException Refusal(object? value)
    {
        string message = $"A name is expected here, not an object of the type {value?.GetType().Name}.";
        return new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}
