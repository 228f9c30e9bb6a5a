using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PacketFlow.Testing;

/// <summary>
/// An assembly's public surface as text, one member a line, so that each change of it is a diff that somebody reads. The text is compared with
/// a file that is checked in; <c>PACKETFLOW_UPDATE_SNAPSHOTS=1</c> writes it anew, but never on a build server.
/// </summary>
internal static class PublicApi
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Compares the surface of an assembly with its checked-in text.</summary>
    public static void ShouldMatch(Assembly assembly, string fileName, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, fileName);
        string actual = Describe(assembly);
        if (Environment.GetEnvironmentVariable("PACKETFLOW_UPDATE_SNAPSHOTS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(path, actual);
        }

        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        actual.ShouldBe(expected, $"The public API changed. If that is meant: PACKETFLOW_UPDATE_SNAPSHOTS=1 ./test, and review the diff of {fileName}.");
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(Bases(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (FieldInfo field in type.GetFields(declared).Where(static field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName))
        {
            string value = field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "";
            yield return $"{Static(field.IsStatic && !field.IsLiteral)}{(field.IsLiteral ? "const " : "")}{Name(field.FieldType)} {field.Name}{value}";
        }

        foreach (PropertyInfo property in type.GetProperties(declared))
        {
            string accessors = string.Join(" ", property.GetAccessors(nonPublic: true).Where(Visible).Select(Accessor));
            if (accessors.Length > 0)
            {
                bool isStatic = property.GetAccessors(nonPublic: true)[0].IsStatic;
                string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{Parameters(parameters)}]" : "";
                yield return $"{Static(isStatic)}{Name(property.PropertyType)}{Mark(Nullability.Create(property).ReadState, property.PropertyType)} {property.Name}{index} {{ {accessors} }}";
            }
        }

        foreach (ConstructorInfo constructor in type.GetConstructors(declared).Where(static constructor => !constructor.IsStatic && Visible(constructor)))
        {
            yield return $"new({Parameters(constructor.GetParameters())})";
        }

        foreach (MethodInfo method in type.GetMethods(declared).Where(static method =>
            Visible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !IsOfRecord(method)))
        {
            string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(static argument => argument.Name))}>" : "";
            yield return $"{Static(method.IsStatic)}{Overridable(method)}{Name(method.ReturnType)}{Mark(Nullability.Create(method.ReturnParameter).ReadState, method.ReturnType)} {method.Name}{generic}({Parameters(method.GetParameters())})";
        }
    }

    // What the compiler writes into every record says nothing about ours.
    private static bool IsOfRecord(MethodInfo method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name is "<Clone>$" or "PrintMembers";

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Accessor(MethodInfo accessor)
    {
        string name = accessor.Name.StartsWith("get_", StringComparison.Ordinal) ? "get;"
            : accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init;" : "set;";
        return accessor.IsFamily ? "protected " + name : name;
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(static parameter =>
    {
        Type type = parameter.ParameterType;
        string by = !type.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        Type bare = type.IsByRef ? type.GetElementType()! : type;
        return $"{by}{Name(bare)}{Mark(Nullability.Create(parameter).WriteState, bare)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}";
    }));

    private static string Mark(NullabilityState state, Type type) => state == NullabilityState.Nullable && !type.IsValueType ? "?" : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Overridable(MethodInfo method) =>
        method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? method.GetBaseDefinition() == method ? "virtual " : "override " : "";

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? (type.IsByRefLike ? "ref struct" : "struct")
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        IEnumerable<Type> own = type.GetInterfaces().Where(candidate => type.BaseType is null || !candidate.IsAssignableFrom(type.BaseType));
        IEnumerable<Type> bases = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)
            ? own.Prepend(parent) : own;
        string list = type.IsEnum ? "" : string.Join(", ", bases.Select(Name).Order(StringComparer.Ordinal));
        return list.Length > 0 ? " : " + list : "";
    }

    private static string Name(Type type)
    {
        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Namespace is null or "System" ? type.Name : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType && name.Contains('`', StringComparison.Ordinal)
            ? $"{name[..name.LastIndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
