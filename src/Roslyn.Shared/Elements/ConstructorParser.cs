using Microsoft.CodeAnalysis;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>
/// Finds the constructor that makes a handler class: the only public one, or the one marked [ActivatorUtilitiesConstructor], and how each
/// of its parameters is filled. Attributes of dependency injection are matched by name; nothing here references it.
/// </summary>
internal static class ConstructorParser
{
    private const string Chosen = "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute";
    private const string Keyed = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";
    private const string SetsRequired = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";

    public static EquatableArray<DependencyModel> Parse(INamedTypeSymbol type, Compilation compilation, ref HandlerProblems problems)
    {
        // An instance is kept as an object, which a ref struct cannot be.
        IMethodSymbol? constructor = type.IsRefLikeType ? null : Find(type);
        if (constructor is null || (HasRequiredMembers(type) && constructor.FindAttribute(SetsRequired) is null))
        {
            problems |= HandlerProblems.NoConstructor;
            return default;
        }

        var dependencies = new List<DependencyModel>(constructor.Parameters.Length);
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In) || parameter.Type.IsRefLikeType || !compilation.CanName(parameter.Type))
            {
                problems |= HandlerProblems.NoConstructor;
            }
            else if (parameter.Type.TypeKind == TypeKind.Error)
            {
                problems |= HandlerProblems.Malformed;
            }
            else
            {
                dependencies.Add(Parse(parameter));
            }
        }

        return dependencies.ToEquatableArray();
    }

    private static IMethodSymbol? Find(INamedTypeSymbol type)
    {
        var candidates = type.InstanceConstructors.Where(static one => one.DeclaredAccessibility == Accessibility.Public && !one.IsForbidden()).ToList();
        if (candidates.FirstOrDefault(static one => one.FindAttribute(Chosen) is not null) is { } chosen)
        {
            return chosen;
        }

        // A struct has a parameterless one beside those that its author wrote.
        if (candidates.Count > 1)
        {
            candidates.RemoveAll(static one => one.IsImplicitlyDeclared);
        }

        return candidates.Count == 1 ? candidates[0] : null;
    }

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (level.GetMembers().Any(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                return true;
            }
        }

        return false;
    }

    private static DependencyModel Parse(IParameterSymbol parameter)
    {
        // What is not registered is said by an exception or the default value, not by null.
        ITypeSymbol service = parameter.Type.IsValueType ? parameter.Type : parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        string type = service.ToDisplayString(PayloadParser.FullName);
        string? fallback = parameter.HasExplicitDefaultValue ? Literals.OfConstant(parameter.ExplicitDefaultValue, type) : null;
        return new DependencyModel(type, KeyOf(parameter), fallback);
    }

    private static string? KeyOf(IParameterSymbol parameter)
    {
        if (parameter.FindAttribute(Keyed) is not { ConstructorArguments.Length: 1 } attribute)
        {
            return null;
        }

        TypedConstant key = attribute.ConstructorArguments[0];
        return key is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, IsNull: false, Type: { } type }
            ? Literals.OfConstant(key.Value, type.ToDisplayString(PayloadParser.FullName))
            : null;
    }
}
