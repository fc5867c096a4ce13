using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using CcIngest.TestSupport;

namespace CcIngest.Cmdlets.Tests;

/// <summary>The module: what its manifest exports, and the classes behind the names.</summary>
internal static partial class Module
{
    private static readonly Dictionary<string, Type> Classes = typeof(AsyncCmdlet).Assembly.GetExportedTypes()
        .Where(type => type.IsDefined(typeof(CmdletAttribute), inherit: false))
        .ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);

    public static Assembly Assembly { get; } = typeof(AsyncCmdlet).Assembly;

    /// <summary>The names in the manifest, in its order.</summary>
    public static IReadOnlyList<string> Exports { get; } = ReadExports();

    public static IReadOnlyCollection<Type> CmdletClasses => Classes.Values;

    public static Type Cmdlet(string name) => Classes.TryGetValue(name, out Type? type) ? type : throw new ArgumentException($"No class is the cmdlet {name}.", nameof(name));

    public static bool AsksShouldProcess(string name) => Cmdlet(name).GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess;

    public static string NameOf(Type cmdlet) =>
        cmdlet.GetCustomAttribute<CmdletAttribute>() is { } attribute ? $"{attribute.VerbName}-{attribute.NounName}" : "";

    private static string[] ReadExports()
    {
        string manifest = File.ReadAllText(RepositoryFiles.PathOf("CcIngest.psd1"));
        string list = ExportList().Match(manifest).Groups["names"].Value;
        return [.. QuotedName().Matches(list).Select(match => match.Groups["name"].Value)];
    }

    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\((?<names>[^)]*)\)")]
    private static partial Regex ExportList();

    [GeneratedRegex("'(?<name>[^']+)'")]
    private static partial Regex QuotedName();
}
