using System.Management.Automation;

namespace CcIngest.EngineDouble;

/// <summary>Which parameter set a call means: each bound parameter leaves only the sets it belongs to.</summary>
internal sealed class ParameterSetChoice
{
    private readonly CommandParameters _command;
    private List<string> _candidates;
    private string? _chosen;

    public ParameterSetChoice(CommandParameters command)
    {
        _command = command;
        _candidates = command.Sets.Count == 0 ? [ParameterAttribute.AllParameterSets] : [.. command.Sets];
        if (command.DefaultSet is { } byDefault && !_candidates.Contains(byDefault))
        {
            _candidates.Add(byDefault);
        }
    }

    public string Name => _chosen ?? _command.DefaultSet ?? ParameterAttribute.AllParameterSets;

    public IReadOnlyList<string> Candidates => _candidates;

    /// <summary>What is left of the sets before an object of the pipeline narrows them, for <see cref="Restore"/>.</summary>
    public IReadOnlyList<string> Save() => [.. _candidates];

    public void Restore(IReadOnlyList<string> candidates) => (_candidates, _chosen) = ([.. candidates], null);

    /// <exception cref="ParameterBindingException">No set holds this parameter and those that are bound.</exception>
    public void Take(CommandParameter parameter)
    {
        if (!parameter.Sets.ContainsKey(ParameterAttribute.AllParameterSets))
        {
            List<string> left = [.. _candidates.Where(parameter.Sets.ContainsKey)];
            _candidates = left.Count > 0 ? left : throw Ambiguous();
        }
    }

    /// <summary>Chooses a set that has all it must have; with a pipeline to come, what it can bring is not missing yet.</summary>
    /// <exception cref="ParameterBindingException">There is none, or there are several and none is the default.</exception>
    public void Settle(IReadOnlySet<CommandParameter> bound, bool expectsPipeline)
    {
        List<string> possible = [.. _candidates.Where(set => !Missing(set, bound, expectsPipeline).Any())];
        if (possible.Count == 0)
        {
            string nearest = _command.DefaultSet is { } byDefault && _candidates.Contains(byDefault) ? byDefault : _candidates[0];
            string names = string.Join(" ", Missing(nearest, bound, expectsPipeline).Select(parameter => parameter.Name));
            throw new ParameterBindingException("MissingMandatoryParameter",
                $"Cannot process command because of one or more missing mandatory parameters: {names}.");
        }

        _candidates = possible;
        if (possible.Count == 1)
        {
            _chosen = possible[0];
        }
        else if (_command.DefaultSet is { } byDefault && possible.Contains(byDefault))
        {
            _chosen = byDefault;
        }
        else if (!expectsPipeline)
        {
            throw Ambiguous();
        }
    }

    private static ParameterBindingException Ambiguous() => new("AmbiguousParameterSet",
        "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an "
        + "insufficient number of parameters were provided.");

    private IEnumerable<CommandParameter> Missing(string set, IReadOnlySet<CommandParameter> bound, bool expectsPipeline) => _command.All.Where(parameter =>
        parameter.In(set) is { Mandatory: true } attribute
        && !bound.Contains(parameter)
        && !(expectsPipeline && (attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName)));
}
