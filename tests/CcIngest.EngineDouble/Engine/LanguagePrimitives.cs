using System.Collections;
using System.Globalization;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>PowerShell's conversions, those that binding of parameters needs. The invariant culture, whatever the thread's is.</summary>
public static class LanguagePrimitives
{
    public static bool IsTrue(object? obj) => PSObject.Unwrap(obj) switch
    {
        null => false,
        bool value => value,
        SwitchParameter value => value.IsPresent,
        string value => value.Length > 0,
        ICollection { Count: 0 } => false,
        ICollection { Count: 1 } one => IsTrue(one.Cast<object?>().First()),
        ICollection => true,
        IConvertible value => value.ToDouble(CultureInfo.InvariantCulture) != 0,
        _ => true,
    };

    /// <exception cref="PSInvalidCastException">There is no conversion, or the value does not take it.</exception>
    public static object? ConvertTo(object? valueToConvert, Type resultType)
    {
        object? value = PSObject.Unwrap(valueToConvert);
        Type type = Nullable.GetUnderlyingType(resultType) ?? resultType;
        if (value is null)
        {
            return FromNull(resultType);
        }

        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        try
        {
            return type.IsArray ? ToArray(value, type.GetElementType()!) : ToScalar(value, type);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or InvalidCastException or ArgumentException)
        {
            throw Refusal(value, type, failure.Message);
        }
        catch (TargetInvocationException failure)
        {
            throw Refusal(value, type, failure.InnerException?.Message ?? failure.Message);
        }
    }

    private static object? FromNull(Type type)
    {
        if (type == typeof(string))
        {
            return "";
        }

        if (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)
        {
            return null;
        }

        return type.IsEnum ? throw Refusal("null", type, "it has no value") : Activator.CreateInstance(type);
    }

    private static Array ToArray(object value, Type element)
    {
        object?[] elements = value is IEnumerable many and not string ? [.. many.Cast<object?>()] : [value];
        Array array = Array.CreateInstance(element, elements.Length);
        for (int at = 0; at < elements.Length; at++)
        {
            array.SetValue(ConvertTo(elements[at], element), at);
        }

        return array;
    }

    private static object ToScalar(object value, Type type)
    {
        if (type == typeof(string))
        {
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        if (type == typeof(SwitchParameter))
        {
            return value is bool on ? new SwitchParameter(on) : throw Refusal(value, type, "it takes true or false");
        }

        if (type == typeof(bool))
        {
            return value is string ? throw Refusal(value, type, "it takes true or false") : IsTrue(value);
        }

        if (type.IsEnum)
        {
            return value is string name ? ToEnum(name, type) : Enum.ToObject(type, value);
        }

        if (value is IConvertible && typeof(IConvertible).IsAssignableFrom(type))
        {
            // Text may group the digits of a whole number by commas: 1,5 is 15.
            object number = value is string digits && type.IsPrimitive ? decimal.Parse(digits, NumberStyles.Any, CultureInfo.InvariantCulture) : value;
            return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        }

        return Parsed(value, type) ?? Constructed(value, type) ?? throw Refusal(value, type, "there is no conversion");
    }

    /// <summary>Names whatever their case, and the beginning of one.</summary>
    private static object ToEnum(string text, Type type)
    {
        string[] names = Enum.GetNames(type);
        string[] meant = [.. names.Where(name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))];
        if (meant.Length == 0)
        {
            meant = [.. names.Where(name => name.StartsWith(text.Trim(), StringComparison.OrdinalIgnoreCase))];
        }

        return meant.Length == 1 ? Enum.Parse(type, meant[0]) : throw Refusal(text, type, $"it takes {string.Join(", ", names)}");
    }

    /// <summary>A type with a static <c>Parse</c> binds from text by itself.</summary>
    private static object? Parsed(object value, Type type)
    {
        if (value is not string text)
        {
            return null;
        }

        const BindingFlags Static = BindingFlags.Public | BindingFlags.Static;
        if (type.GetMethod("Parse", Static, [typeof(string), typeof(IFormatProvider)]) is { } withCulture)
        {
            return withCulture.Invoke(null, [text, CultureInfo.InvariantCulture]);
        }

        return type.GetMethod("Parse", Static, [typeof(string)])?.Invoke(null, [text]);
    }

    private static object? Constructed(object value, Type type) => type.GetConstructor([value.GetType()])?.Invoke([value]);

    private static PSInvalidCastException Refusal(object value, Type type, string why) => new(
        FormattableString.Invariant($"Cannot convert \"{value}\" of type \"{value.GetType()}\" to type \"{type}\": {why}."));
}
