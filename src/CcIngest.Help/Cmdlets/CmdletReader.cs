using System.Reflection;
using System.Runtime.InteropServices;

namespace CcIngest.Help;

/// <summary>Reads the cmdlets of an assembly from its metadata: nothing of it is run, for the engine that it needs is not there.</summary>
public static class CmdletReader
{
    private const string Automation = "System.Management.Automation.";

    /// <param name="assembly">With the assemblies it refers to beside it.</param>
    /// <param name="engine">The reference assembly of PowerShell.</param>
    public static IReadOnlyList<CmdletShape> Read(string assembly, string engine)
    {
        string[] known = [
            engine,
            .. Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(assembly)) ?? ".", "*.dll"),
            .. Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll")];
        using MetadataLoadContext context = new(new PathAssemblyResolver(known.DistinctBy(Path.GetFileName)));
        return [.. context.LoadFromAssemblyPath(assembly).GetTypes()
            .SelectMany(type => Attributes(type, "CmdletAttribute").Select(attribute => Read(type, attribute)))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
    }

    private static CmdletShape Read(Type type, CustomAttributeData cmdlet)
    {
        List<ParameterShape> parameters = [.. type.GetProperties().Where(property => Attributes(property, "ParameterAttribute").Any()).Select(Parameter)];
        if (Named(cmdlet, "SupportsShouldProcess", false))
        {
            ParameterUse[] always = [new(null, false, null, false, false)];
            parameters.Add(new("WhatIf", "SwitchParameter", ["wi"], [], false, always));
            parameters.Add(new("Confirm", "SwitchParameter", ["cf"], [], false, always));
        }

        string? first = Named<string?>(cmdlet, "DefaultParameterSetName", null);
        string?[] names = [.. parameters.SelectMany(parameter => parameter.Uses).Select(use => use.Set).OfType<string>().Distinct()
            .OrderBy(name => name == first ? 0 : 1)];
        return new(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            parameters,
            [.. (names.Length == 0 ? [null] : names).Select(name => Set(name, parameters))]);
    }

    private static ParameterSet Set(string? name, List<ParameterShape> parameters)
    {
        var members = parameters
            .Select(parameter => (Parameter: parameter, Use: parameter.Uses.FirstOrDefault(use => use.Set is null || use.Set == name)))
            .Where(member => member.Use is not null)
            .Select(member => (member.Parameter, Use: member.Use ?? throw new InvalidOperationException()));
        return new(name ?? "", [.. members.OrderBy(member => member.Use.Position ?? int.MaxValue).ThenBy(member => member.Use.Mandatory ? 0 : 1)]);
    }

    private static ParameterShape Parameter(PropertyInfo property)
    {
        Type type = property.PropertyType;
        if (type.IsGenericType && type.GetGenericTypeDefinition().FullName == typeof(Nullable<>).FullName)
        {
            type = type.GetGenericArguments()[0];
        }

        Type element = type.GetElementType() ?? type;
        return new(
            property.Name,
            type.Name,
            [.. Texts(property, "AliasAttribute")],
            element.IsEnum ? element.GetEnumNames() : [.. Texts(property, "ValidateSetAttribute")],
            Attributes(property, "SupportsWildcardsAttribute").Any(),
            [.. Attributes(property, "ParameterAttribute").Select(Use)]);
    }

    private static ParameterUse Use(CustomAttributeData parameter)
    {
        // PowerShell writes 'no position' as the least integer.
        int position = Named(parameter, "Position", int.MinValue);
        return new(
            Named<string?>(parameter, "ParameterSetName", null),
            Named(parameter, "Mandatory", false),
            position == int.MinValue ? null : position,
            Named(parameter, "ValueFromPipeline", false),
            Named(parameter, "ValueFromPipelineByPropertyName", false));
    }

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.FullName == Automation + name);

    /// <summary>The texts that an attribute takes as <c>params string[]</c>.</summary>
    private static IEnumerable<string> Texts(MemberInfo member, string attribute) =>
        Attributes(member, attribute)
            .SelectMany(data => data.ConstructorArguments)
            .SelectMany(argument => argument.Value as IEnumerable<CustomAttributeTypedArgument> ?? [])
            .Select(argument => argument.Value)
            .OfType<string>();

    private static T Named<T>(CustomAttributeData attribute, string name, T otherwise) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name) is { TypedValue.Value: T value } ? value : otherwise;
}
