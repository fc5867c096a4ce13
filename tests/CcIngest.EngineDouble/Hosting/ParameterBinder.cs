using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace CcIngest.EngineDouble;

/// <summary>Gives one cmdlet its arguments: those of the command line once, those of the pipeline for each object anew.</summary>
internal sealed class ParameterBinder(Cmdlet cmdlet, CommandParameters command, InvocationInfo invocation, EngineIntrinsics engine)
{
    private readonly ParameterSetChoice _set = new(command);
    private readonly HashSet<CommandParameter> _bound = [];
    private readonly Dictionary<CommandParameter, object?> _defaults = [];
    private readonly HashSet<CommandParameter> _fromPipeline = [];
    private IReadOnlyList<string> _setsOfCommandLine = [];

    public string ParameterSetName => _set.Name;

    /// <exception cref="ParameterBindingException">The command line is refused.</exception>
    public void BindCommandLine(TypedCommand typed)
    {
        foreach ((string name, object? value) in typed.Parameters)
        {
            CommandParameter parameter = command.Find(name);
            if (_bound.Contains(parameter))
            {
                throw new ParameterBindingException("ParameterAlreadyBound", $"Cannot bind parameter because parameter '{parameter.Name}' is specified more than once.");
            }

            Bind(parameter, value);
        }

        foreach (object? argument in typed.Arguments)
        {
            Bind(NextByPosition(argument), argument);
        }

        _set.Settle(_bound, invocation.ExpectingInput);
        _setsOfCommandLine = _set.Save();
    }

    /// <summary>Binds an object of the pipeline; what the one before brought is forgotten first.</summary>
    /// <exception cref="ParameterBindingException">No parameter takes it, or one refuses it.</exception>
    public void BindPipelineObject(object? value)
    {
        ForgetPipeline();
        _set.Restore(_setsOfCommandLine);
        ParameterBindingException? refusal = null;
        foreach (bool coerce in (bool[])[false, true])
        {
            BindFromPipeline(attribute => attribute.ValueFromPipeline, _ => (true, value), coerce, ref refusal);
            BindFromPipeline(attribute => attribute.ValueFromPipelineByPropertyName, parameter => PropertyOf(value, parameter), coerce, ref refusal);
        }

        if (_fromPipeline.Count == 0)
        {
            throw refusal ?? new ParameterBindingException("InputObjectNotBound",
                "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the "
                + "input and its properties do not match any of the parameters that take pipeline input.");
        }

        _set.Settle(_bound, expectsPipeline: false);
    }

    private void ForgetPipeline()
    {
        foreach (CommandParameter parameter in _fromPipeline)
        {
            parameter.Property?.SetValue(cmdlet, _defaults[parameter]);
            invocation.BoundParameters.Remove(parameter.Name);
            _bound.Remove(parameter);
        }

        _fromPipeline.Clear();
    }

    private void BindFromPipeline(
        Func<ParameterAttribute, bool> takes, Func<CommandParameter, (bool Found, object? Value)> find, bool coerce, ref ParameterBindingException? refusal)
    {
        foreach (CommandParameter parameter in command.All)
        {
            if (_bound.Contains(parameter)
                || !_set.Candidates.Any(set => parameter.In(set) is { } attribute && takes(attribute))
                || find(parameter) is not { Found: true } found
                || (!coerce && !Fits(found.Value, parameter.Type)))
            {
                continue;
            }

            try
            {
                _defaults.TryAdd(parameter, parameter.Property?.GetValue(cmdlet));
                Bind(parameter, found.Value);
                _fromPipeline.Add(parameter);
            }
            catch (ParameterBindingException failure) when (failure.ErrorId is not ValidationError)
            {
                refusal = failure;
            }
        }
    }

    private void Bind(CommandParameter parameter, object? argument)
    {
        object? value = Validated(parameter, Converted(parameter, Transformed(parameter, argument)));
        _set.Take(parameter);
        parameter.Property?.SetValue(cmdlet, value);
        invocation.BoundParameters[parameter.Name] = value;
        _bound.Add(parameter);
    }

    private object? Transformed(CommandParameter parameter, object? argument)
    {
        try
        {
            return parameter.Transformations.Aggregate(argument, (value, attribute) => attribute.Transform(engine, value));
        }
        catch (MetadataException failure)
        {
            throw new ParameterBindingException("ParameterArgumentTransformationError",
                $"Cannot process argument transformation on parameter '{parameter.Name}'. {failure.Message}", failure);
        }
    }

    private static object? Converted(CommandParameter parameter, object? argument)
    {
        try
        {
            return parameter.Type == typeof(string) && argument is IEnumerable and not string
                ? throw new PSInvalidCastException("Several values do not fit one.")
                : LanguagePrimitives.ConvertTo(argument, parameter.Type);
        }
        catch (PSInvalidCastException failure)
        {
            throw new ParameterBindingException("CannotConvertArgumentNoMessage", $"Cannot bind parameter '{parameter.Name}'. {failure.Message}", failure);
        }
    }

    private object? Validated(CommandParameter parameter, object? value)
    {
        try
        {
            foreach (ValidateArgumentsAttribute attribute in parameter.Validations)
            {
                attribute.Check(value, engine);
            }
        }
        catch (ValidationMetadataException failure)
        {
            throw new ParameterBindingException(ValidationError, $"Cannot validate argument on parameter '{parameter.Name}'. {failure.Message}", failure);
        }

        // A mandatory parameter refuses emptiness also when nothing says so.
        bool isMandatory = parameter.Sets.Values.Any(attribute => attribute.Mandatory);
        return isMandatory && value is null or "" or Array { Length: 0 }
            ? throw new ParameterBindingException($"{ValidationError}NullNotAllowed", $"Cannot bind argument to parameter '{parameter.Name}' because it is null or empty.")
            : value;
    }

    private CommandParameter NextByPosition(object? argument)
    {
        string set = command.DefaultSet is { } byDefault && _set.Candidates.Contains(byDefault) ? byDefault : _set.Candidates[0];
        return command.All
            .Where(parameter => !_bound.Contains(parameter) && parameter.In(set) is { Position: >= 0 })
            .MinBy(parameter => parameter.In(set)!.Position)
            ?? throw new ParameterBindingException("PositionalParameterNotFound", $"A positional parameter cannot be found that accepts argument '{argument}'.");
    }

    private static (bool Found, object? Value) PropertyOf(object? value, CommandParameter parameter)
    {
        const BindingFlags Named = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;
        object? unwrapped = PSObject.Unwrap(value);
        PropertyInfo? property = parameter.Names.Select(name => unwrapped?.GetType().GetProperty(name, Named)).FirstOrDefault(one => one is not null);
        return property is null ? (false, null) : (true, property.GetValue(unwrapped));
    }

    /// <summary>Whether a value binds as it is; one element fits where many are taken.</summary>
    private static bool Fits(object? value, Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return PSObject.Unwrap(value) is not { } given
            ? !plain.IsValueType || plain != type
            : plain.IsInstanceOfType(given) || (plain.IsArray && plain.GetElementType()!.IsInstanceOfType(given));
    }

    private const string ValidationError = "ParameterArgumentValidationError";
}
