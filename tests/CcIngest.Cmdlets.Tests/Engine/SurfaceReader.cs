using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CcIngest.Cmdlets.Tests;

/// <summary>What an assembly shows to those who reference it, read from its file: nothing of it runs.</summary>
internal static class SurfaceReader
{
    /// <summary>Public types and their public and protected members, one line each.</summary>
    public static IReadOnlySet<string> Read(string file, Func<string, bool> takesNamespace)
    {
        using PEReader image = new(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        HashSet<string> lines = new(StringComparer.Ordinal);
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            if ((type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public && takesNamespace(metadata.GetString(type.Namespace)))
            {
                lines.UnionWith(Members(metadata, type));
            }
        }

        return lines;
    }

    private static IEnumerable<string> Members(MetadataReader metadata, TypeDefinition type)
    {
        string name = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        yield return $"{name} {type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Interface)}";
        foreach (MethodDefinition method in type.GetMethods().Select(metadata.GetMethodDefinition).Where(method => IsVisible(method.Attributes)))
        {
            MethodSignature<string> signature = method.DecodeSignature(TypeNames.Instance, null);
            string form = (method.Attributes & MethodAttributes.Static) != 0 ? "static " : "";
            yield return $"{form}{signature.ReturnType} {name}.{metadata.GetString(method.Name)}({string.Join(", ", signature.ParameterTypes)})";
        }

        foreach (FieldDefinition field in type.GetFields().Select(metadata.GetFieldDefinition).Where(field => (field.Attributes & FieldAttributes.Literal) != 0))
        {
            Constant constant = metadata.GetConstant(field.GetDefaultValue());
            yield return $"{name}.{metadata.GetString(field.Name)} = {metadata.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode)}";
        }
    }

    /// <summary>An override repeats what its base class shows already.</summary>
    private static bool IsVisible(MethodAttributes attributes)
    {
        bool isOverride = (attributes & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == MethodAttributes.Virtual;
        return !isOverride && (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;
    }

    /// <summary>Types by their names, without the assembly they are in: the base library has different names there and here.</summary>
    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        public static readonly TypeNames Instance = new();

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
        }

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            TypeReference type = reader.GetTypeReference(handle);
            return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
        }

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(", ", typeArguments)}>";

        public string GetGenericMethodParameter(object? genericContext, int index) => FormattableString.Invariant($"!!{index}");

        public string GetGenericTypeParameter(object? genericContext, int index) => FormattableString.Invariant($"!{index}");

        public string GetSZArrayType(string elementType) => $"{elementType}[]";

        public string GetArrayType(string elementType, ArrayShape shape) => FormattableString.Invariant($"{elementType}[{shape.Rank}]");

        public string GetByReferenceType(string elementType) => $"ref {elementType}";

        public string GetPointerType(string elementType) => $"{elementType}*";

        public string GetPinnedType(string elementType) => elementType;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "function";
    }
}
