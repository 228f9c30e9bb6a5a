using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>From a class, record or struct to the model of its formatter.</summary>
internal sealed class ObjectParser(INamedTypeSymbol type, PayloadName name, string formatterName, PayloadCatalog catalog)
{
    private readonly ImmutableArray<PayloadEdge>.Builder _edges = ImmutableArray.CreateBuilder<PayloadEdge>();
    private readonly ImmutableArray<PayloadFault>.Builder _faults = ImmutableArray.CreateBuilder<PayloadFault>();

    public PayloadContent Parse()
    {
        Compilation compilation = catalog.Compilation;
        List<PayloadMember> members = MemberFinder.Find(type, compilation);
        if (members.Count == 0 && _faults.Count == 0 && MemberFinder.Chain(type).Any(HasState))
        {
            _faults.Add(new PayloadFault(PayloadProblemKind.Hidden));
        }

        FindLost();
        FindIgnoredRules();
        ConstructorChoice? constructor = ConstructorChooser.Choose(type, members, compilation);
        if (constructor is null || (!constructor.SetsRequired && LeavesRequired(members)))
        {
            _faults.Add(new PayloadFault(PayloadProblemKind.NoConstructor));
            return new PayloadContent(null, [], _faults.ToImmutable());
        }

        bool isPlain = PlainDefaults.HasPlainConstruction(type, constructor.Method);
        foreach (PayloadMember unset in constructor.Unset.Where(unset => (isPlain && PlainDefaults.IsPlain(unset)) || !LibraryFormatters.CanFill(unset.Type)))
        {
            AddFault(PayloadProblemKind.Unsettable, unset.Symbol);
        }

        PayloadField[] fields = [.. members.Select((member, index) => ParseField(member, index, constructor, isPlain))];
        FindDuplicates(fields, members);
        var model = new ObjectPayload(
            name.Code,
            name.Clr,
            formatterName,
            Listing.RoleOf(type, compilation),
            type.IsValueType,
            Unions.HasCase(type),
            fields.ToEquatableArray(),
            constructor.Parameters.Select(static one => new PayloadArgument(one.Parameter.Name, one.Member)).ToEquatableArray(),
            type.AllInterfaces.Any(static one => one.IsNamed(WellKnownNames.ValidatedPayload)));
        return new PayloadContent(model, _edges.ToImmutable(), _faults.ToImmutable());
    }

    private PayloadField ParseField(PayloadMember member, int index, ConstructorChoice constructor, bool isPlain)
    {
        (PayloadNode node, FieldNullability nullability) = Resolve(member.Type, catalog);
        _edges.Add(new PayloadEdge("." + member.Symbol.Name, node, OwnerOf(member.Symbol), member.Symbol.Name));

        IParameterSymbol? parameter = constructor.ParameterOf(index);
        string key = WireNames.Of(member.Symbol, parameter);
        MemberRules rules = MemberRules.Of(member.Symbol, parameter, node.Type, nullability, key);
        foreach (string ignored in rules.Ignored)
        {
            AddFault(PayloadProblemKind.RuleIgnored, member.Symbol, ignored);
        }

        bool mustInitialize = member.IsRequired && !constructor.SetsRequired;
        bool isRequired = mustInitialize || rules.IsRequired
            || (parameter is { IsOptional: false } && parameter.Type.NullableAnnotation != NullableAnnotation.Annotated);
        FieldSetting setting = mustInitialize ? FieldSetting.Initializer
            : parameter is not null ? FieldSetting.Constructor
            : isPlain && member.Access != MemberAccess.ReadOnly && PlainDefaults.IsPlain(member) ? FieldSetting.Initializer
            : member.Access == MemberAccess.InitOnly ? FieldSetting.InitOnly
            : member.Access == MemberAccess.ReadOnly ? FieldSetting.Fill
            : FieldSetting.Setter;
        return new PayloadField(
            member.Symbol.Name,
            key,
            TypeNameOf(node, nullability),
            node.Formatter,
            node.Primitive,
            node.CanNest,
            nullability,
            setting,
            isRequired,
            parameter is null || isRequired ? null : DefaultValues.Of(parameter),
            IsStrict(member, parameter),
            rules.Checks);
    }

    private static bool IsStrict(PayloadMember member, IParameterSymbol? parameter) => member.Type.IsReferenceType && (parameter is null
        ? member.IsOblivious || member.Symbol.FindAttribute("System.Diagnostics.CodeAnalysis.DisallowNullAttribute") is not null
        : !SymbolEqualityComparer.IncludeNullability.Equals(parameter.Type, member.Type));

    /// <summary>The type of a member in the graph, and what null means for it.</summary>
    public static (PayloadNode Node, FieldNullability Nullability) Resolve(ITypeSymbol memberType, PayloadCatalog catalog) => memberType switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable =>
            (catalog.Node(nullable.TypeArguments[0]), FieldNullability.NullableValue),
        { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } =>
            (catalog.Node(Nullability.NotNull(memberType)), FieldNullability.NullableReference),
        { IsReferenceType: true } => (catalog.Node(memberType), FieldNullability.Reference),
        _ => (catalog.Node(memberType), FieldNullability.Value),
    };

    /// <summary>A member's type, as code names it.</summary>
    public static string TypeNameOf(PayloadNode node, FieldNullability nullability) =>
        nullability is FieldNullability.NullableValue or FieldNullability.NullableReference ? node.Name.Code + "?" : node.Name.Code;

    private void FindDuplicates(PayloadField[] fields, List<PayloadMember> members)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        bool isCase = Unions.HasCase(type);
        for (int i = 0; i < fields.Length; i++)
        {
            if (!keys.Add(fields[i].Key) || (isCase && fields[i].Key == Unions.CaseKey))
            {
                AddFault(PayloadProblemKind.DuplicateKey, members[i].Symbol, fields[i].Key);
            }
        }
    }

    // A member that says that it stays at home may leave nothing to send; a partial type may get members of another generator.
    private static bool HasState(INamedTypeSymbol type) => !ContainerParser.IsPartial(type) && type.GetMembers().OfType<IFieldSymbol>()
        .Any(static field => field is { IsStatic: false, IsConst: false } && !WireNames.IsIgnored(field.AssociatedSymbol ?? field));

    private void FindLost()
    {
        foreach (ISymbol member in type.GetMembers().Where(static member => member is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false }))
        {
            // Whoever names a member's field wants it sent.
            if (member.DeclaredAccessibility != Accessibility.Public && member.FindAttribute(WellKnownNames.Field) is not null)
            {
                AddFault(PayloadProblemKind.Inaccessible, member);
            }
            else if (member.DeclaredAccessibility == Accessibility.Public && !member.IsStatic && OtherGenerators.Declare(member))
            {
                AddFault(PayloadProblemKind.OtherGenerators, member);
            }
        }
    }

    // No member of that name: it is the type's own place, whatever member leads to it.
    private void FindIgnoredRules()
    {
        foreach (string ignored in ValidationAttributes.OfType(type))
        {
            _faults.Add(new PayloadFault(PayloadProblemKind.RuleIgnored, "", ignored, MetadataNames.Of(type), ""));
        }
    }

    // A required member that is not carried: no code that makes the object would compile.
    private bool LeavesRequired(List<PayloadMember> members) => MemberFinder.Chain(type).Any(one => one.GetMembers().Any(symbol =>
        symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }
        && !members.Exists(member => member.Symbol.Name == symbol.Name)));

    private void AddFault(PayloadProblemKind kind, ISymbol member, string? typeName = null) =>
        _faults.Add(new PayloadFault(kind, "." + member.Name, typeName, OwnerOf(member), member.Name));

    private static string OwnerOf(ISymbol member) => MetadataNames.Of(member.ContainingType);
}
