using System.Collections;
using System.Management.Automation.Internal;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public abstract class ValidateArgumentsAttribute : CmdletMetadataAttribute
{
    internal void Check(object? arguments, EngineIntrinsics engine) => Validate(arguments, engine);

    /// <exception cref="ValidationMetadataException">The arguments are refused.</exception>
    protected abstract void Validate(object? arguments, EngineIntrinsics engineIntrinsics);
}

public abstract class ValidateEnumeratedArgumentsAttribute : ValidateArgumentsAttribute
{
    protected abstract void ValidateElement(object? element);

    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is null || (arguments is ICollection { Count: 0 }))
        {
            throw new ValidationMetadataException("The argument is null or empty.");
        }

        foreach (object? element in arguments is IEnumerable and not string ? (IEnumerable)arguments : new[] { arguments })
        {
            ValidateElement(element);
        }
    }
}

public sealed class ValidateNotNullAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is null || (arguments is IEnumerable many and not string && many.Cast<object?>().Contains(null)))
        {
            throw new ValidationMetadataException("The argument is null. Provide a valid value for the argument, and then try running the command again.");
        }
    }
}

public sealed class ValidateNotNullOrEmptyAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        bool refused = arguments switch
        {
            null or "" => true,
            string => false,
            IEnumerable many => !many.Cast<object?>().Any() || many.Cast<object?>().Any(one => one is null or ""),
            _ => false,
        };
        if (refused)
        {
            throw new ValidationMetadataException("The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.");
        }
    }
}

public sealed class ValidateRangeAttribute(object minRange, object maxRange) : ValidateEnumeratedArgumentsAttribute
{
    public object MinRange { get; } = minRange;

    public object MaxRange { get; } = maxRange;

    protected override void ValidateElement(object? element)
    {
        object least = LanguagePrimitives.ConvertTo(MinRange, element!.GetType())!;
        object most = LanguagePrimitives.ConvertTo(MaxRange, element.GetType())!;
        if (Comparer.DefaultInvariant.Compare(element, least) < 0 || Comparer.DefaultInvariant.Compare(element, most) > 0)
        {
            throw new ValidationMetadataException(FormattableString.Invariant($"The {element} argument is not in the range from {MinRange} to {MaxRange}."));
        }
    }
}

public sealed class ValidateSetAttribute(params string[] validValues) : ValidateEnumeratedArgumentsAttribute
{
    public bool IgnoreCase { get; set; } = true;

    public IList<string> ValidValues { get; } = validValues;

    protected override void ValidateElement(object? element)
    {
        StringComparer comparer = IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        if (!ValidValues.Contains(element?.ToString() ?? "", comparer))
        {
            throw new ValidationMetadataException($"The argument \"{element}\" does not belong to the set \"{string.Join(",", ValidValues)}\".");
        }
    }
}

public sealed class ValidateCountAttribute(int minLength, int maxLength) : ValidateArgumentsAttribute
{
    public int MinLength { get; } = minLength;

    public int MaxLength { get; } = maxLength;

    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        int count = arguments is IEnumerable many and not string ? many.Cast<object?>().Count() : 1;
        if (count < MinLength || count > MaxLength)
        {
            throw new ValidationMetadataException(FormattableString.Invariant($"{count} arguments are not in the range from {MinLength} to {MaxLength}."));
        }
    }
}

public sealed class ValidatePatternAttribute(string regexPattern) : ValidateEnumeratedArgumentsAttribute
{
    public string RegexPattern { get; } = regexPattern;

    public RegexOptions Options { get; set; } = RegexOptions.IgnoreCase;

    protected override void ValidateElement(object? element)
    {
        if (!Regex.IsMatch(element?.ToString() ?? "", RegexPattern, Options))
        {
            throw new ValidationMetadataException($"The argument \"{element}\" does not match the pattern \"{RegexPattern}\".");
        }
    }
}
