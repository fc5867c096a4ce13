using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace CcIngest.EngineDouble;

/// <summary>The parameters of a cmdlet class, the common ones included, as the engine reads them from its attributes.</summary>
internal sealed class CommandParameters
{
    private static readonly ConcurrentDictionary<Type, CommandParameters> Known = new();
    private readonly List<CommandParameter> _parameters;

    private CommandParameters(Type cmdlet)
    {
        CmdletAttribute attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()
            ?? throw new ArgumentException($"{cmdlet} has no [Cmdlet].", nameof(cmdlet));
        CommandName = $"{attribute.VerbName}-{attribute.NounName}";
        DefaultSet = attribute.DefaultParameterSetName;
        ConfirmImpact = attribute.ConfirmImpact;
        _parameters =
        [
            .. cmdlet.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true))
                .Select(property => new CommandParameter(property)),
            .. CommonParameters.For(attribute.SupportsShouldProcess),
        ];
        Sets = [.. _parameters.SelectMany(parameter => parameter.Sets.Keys).Where(set => set != ParameterAttribute.AllParameterSets).Distinct()];
    }

    public string CommandName { get; }

    public string? DefaultSet { get; }

    public ConfirmImpact ConfirmImpact { get; }

    public IReadOnlyList<CommandParameter> All => _parameters;

    /// <summary>The named sets; none when the class names none.</summary>
    public IReadOnlyList<string> Sets { get; }

    public static CommandParameters Of(Type cmdlet) => Known.GetOrAdd(cmdlet, type => new CommandParameters(type));

    /// <summary>By name, alias or a beginning that only one has.</summary>
    /// <exception cref="ParameterBindingException">There is none, or more than one.</exception>
    public CommandParameter Find(string name)
    {
        if (_parameters.Find(parameter => parameter.IsCalled(name)) is { } exact)
        {
            return exact;
        }

        CommandParameter[] meant = [.. _parameters.Where(parameter => parameter.CouldBe(name))];
        return meant.Length switch
        {
            1 => meant[0],
            0 => throw new ParameterBindingException("NamedParameterNotFound", $"A parameter cannot be found that matches parameter name '{name}'."),
            _ => throw new ParameterBindingException("AmbiguousParameter",
                $"The parameter name '{name}' is ambiguous: {string.Join(", ", meant.Select(parameter => parameter.Name))}."),
        };
    }
}

/// <summary>One parameter.</summary>
internal sealed class CommandParameter
{
    private readonly string[] _aliases;

    public CommandParameter(PropertyInfo property)
    {
        Property = property;
        Name = property.Name;
        Type = property.PropertyType;
        Sets = property.GetCustomAttributes<ParameterAttribute>(inherit: true).ToDictionary(attribute => attribute.ParameterSetName, StringComparer.OrdinalIgnoreCase);
        _aliases = [.. property.GetCustomAttributes<AliasAttribute>(inherit: true).SelectMany(attribute => attribute.AliasNames)];
        Transformations = [.. property.GetCustomAttributes<ArgumentTransformationAttribute>(inherit: true)];
        Validations = [.. property.GetCustomAttributes<ValidateArgumentsAttribute>(inherit: true)];
    }

    public CommandParameter(string name, Type type, params string[] aliases)
    {
        Name = name;
        Type = type;
        _aliases = aliases;
        Sets = new Dictionary<string, ParameterAttribute> { [ParameterAttribute.AllParameterSets] = new ParameterAttribute() };
        Transformations = [];
        Validations = [];
    }

    public string Name { get; }

    public Type Type { get; }

    /// <summary>Null for a common parameter.</summary>
    public PropertyInfo? Property { get; }

    /// <summary>By the set they hold in.</summary>
    public IReadOnlyDictionary<string, ParameterAttribute> Sets { get; }

    public IReadOnlyList<ArgumentTransformationAttribute> Transformations { get; }

    public IReadOnlyList<ValidateArgumentsAttribute> Validations { get; }

    public IEnumerable<string> Names => [Name, .. _aliases];

    /// <summary>What holds of it in a set; null when it does not belong to it.</summary>
    public ParameterAttribute? In(string set) =>
        Sets.TryGetValue(set, out ParameterAttribute? own) || Sets.TryGetValue(ParameterAttribute.AllParameterSets, out own) ? own : null;

    public bool IsCalled(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    public bool CouldBe(string name) => Names.Any(own => own.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
