using System.Management.Automation;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using CcIngest.EngineDouble;
using CcIngest.TestSupport;

namespace CcIngest.Cmdlets.Tests;

/// <summary>The test double of PowerShell's engine stands where the cmdlets look for the engine, and has what they use of it, in the shape they use.</summary>
public sealed class EngineDoubleTests
{
    private const string Engine = "System.Management.Automation";

    private static readonly Assembly Double = typeof(PSCmdlet).Assembly;

    /// <summary>The file that the cmdlets were compiled against.</summary>
    private static string Package { get; } = typeof(EngineDoubleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PowerShellStandard").Value!;

    /// <summary>What the cmdlets' metadata name of the engine: types and members, by their tokens.</summary>
    public static TheoryData<string, int> References()
    {
        TheoryData<string, int> references = [];
        using PEReader image = new(File.OpenRead(Module.Assembly.Location));
        MetadataReader metadata = image.GetMetadataReader();
        foreach (TypeReferenceHandle handle in metadata.TypeReferences.Where(handle => IsEngine(metadata, handle)))
        {
            references.Add(NameOf(metadata, handle), MetadataTokens.GetToken(handle));
        }

        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference && IsEngine(metadata, (TypeReferenceHandle)member.Parent))
            {
                references.Add($"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}", MetadataTokens.GetToken(handle));
            }
        }

        return references;
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Has_what_the_cmdlets_reference(string name, int token)
    {
        Exception? missing = Record.Exception(() => Module.Assembly.ManifestModule.ResolveMember(token));

        Assert.True(missing is null, $"The engine double lacks {name}: add it to tests/CcIngest.EngineDouble/Engine. {missing?.Message}");
    }

    [Fact]
    public void Has_what_the_cmdlets_attributes_name()
    {
        foreach (Type type in Module.Assembly.GetTypes())
        {
            Assert.NotNull(type.GetCustomAttributes(inherit: false));
            Assert.All(type.GetProperties(), property => Assert.NotNull(property.GetCustomAttributes(inherit: false)));
        }
    }

    /// <summary>An override without a base method is a new method to the runtime, and nobody would ever call it.</summary>
    [Fact]
    public void Has_what_the_cmdlets_override()
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        IEnumerable<MethodInfo> overrides = Module.CmdletClasses.SelectMany(type => type.GetMethods(Declared))
            .Where(method => method.IsVirtual && (method.Attributes & MethodAttributes.NewSlot) == 0);

        Assert.All(overrides, method => Assert.True(method.GetBaseDefinition() != method, $"{method.DeclaringType}.{method.Name} overrides nothing."));
    }

    [Fact]
    public void Has_nothing_that_the_engine_has_not()
    {
        bool IsOfTheEngine(string name) => name.StartsWith(Engine, StringComparison.Ordinal);
        IReadOnlySet<string> engine = SurfaceReader.Read(Package, IsOfTheEngine);
        IReadOnlySet<string> own = SurfaceReader.Read(Double.Location, IsOfTheEngine);

        string[] more = [.. own.Except(engine).Order(StringComparer.Ordinal)];

        Assert.NotEmpty(own);
        Assert.True(more.Length == 0, string.Join('\n', more));
    }

    [Fact]
    public void Has_the_name_the_public_key_and_at_least_the_version_that_is_referenced()
    {
        AssemblyName referenced = Module.Assembly.GetReferencedAssemblies().Single(name => name.Name == Engine);
        AssemblyName package = AssemblyName.GetAssemblyName(Package);
        AssemblyName own = Double.GetName();

        Assert.Equal(Engine, own.Name);
        Assert.Equal(package.GetPublicKey(), own.GetPublicKey());
        Assert.Equal(referenced.GetPublicKeyToken(), own.GetPublicKeyToken());
        Assert.True(own.Version >= referenced.Version, $"{own.Version} is below {referenced.Version}.");
    }

    [Fact]
    public void Is_what_the_cmdlets_run_on()
    {
        Assert.Same(typeof(EngineSession).Assembly, Double);
        Assert.True(typeof(PSCmdlet).IsAssignableFrom(typeof(AsyncCmdlet)));
        Assert.Single(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == Engine);
    }

    [Fact]
    public void Never_lies_in_the_module_nor_beside_what_is_shipped_and_neither_does_the_package_s()
    {
        string file = $"{Engine}.dll";
        IEnumerable<string> shipped = Directory.EnumerateFiles(RepositoryFiles.PathOf("module"), file, SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(RepositoryFiles.PathOf("src"), file, SearchOption.AllDirectories));
        string[] tests = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, file, SearchOption.AllDirectories)];

        Assert.Empty(shipped);
        Assert.Equal([Double.Location], tests);
        Assert.NotEqual(AssemblyMvid(Package), AssemblyMvid(tests[0]));
    }

    [Fact]
    public void Is_referenced_by_tests_alone() => Assert.All(
        Directory.EnumerateFiles(RepositoryFiles.PathOf("src"), "*.csproj", SearchOption.AllDirectories),
        project => Assert.DoesNotContain("EngineDouble", File.ReadAllText(project), StringComparison.Ordinal));

    private static bool IsEngine(MetadataReader metadata, TypeReferenceHandle handle) =>
        metadata.GetTypeReference(handle).ResolutionScope is { Kind: HandleKind.AssemblyReference } scope
        && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == Engine;

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private static Guid AssemblyMvid(string file)
    {
        using PEReader image = new(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
