using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>Types whose formatters are put together from those that the library has.</summary>
internal sealed class CompositeParser(PayloadCatalog catalog)
{
    private const string OptionalFormatter = "OptionalFormatter";

    /// <summary>A reference that may be null.</summary>
    public PayloadNode Optional(ITypeSymbol type)
    {
        PayloadNode inner = catalog.Node(Nullability.NotNull(type));
        return Node(type, OptionalFormatter, [inner.Name.Code], [new PayloadEdge("", inner)], inner.CanNest, inner.JsonKey);
    }

    /// <summary>A value type that may be null.</summary>
    public PayloadNode Nullable(INamedTypeSymbol type)
    {
        PayloadNode inner = catalog.Node(type.TypeArguments[0]);
        return Node(type, "NullableFormatter", [inner.Name.Code], [new PayloadEdge("", inner)], inner.CanNest);
    }

    public PayloadNode Array(IArrayTypeSymbol type)
    {
        PayloadNode item = catalog.Node(type.ElementType);
        return Node(type, "ArrayFormatter", [item.Name.Code], [new PayloadEdge("[]", item)], canNest: true);
    }

    /// <summary>A collection or pair.</summary>
    public PayloadNode Generic(INamedTypeSymbol type, string formatter)
    {
        bool isMap = LibraryFormatters.IsMap(type);
        ImmutableArray<PayloadNode> arguments = [.. type.TypeArguments.Select(catalog.Node)];
        ImmutableArray<PayloadEdge> edges =
        [
            .. arguments.Select((node, index) => new PayloadEdge(
                type.Arity == 1 || (isMap && index == 1) ? "[]" : isMap ? "[key]" : index == 0 ? ".Key" : ".Value", node)),
        ];
        ImmutableArray<PayloadFault> faults = isMap && !arguments[0].JsonKey ? [new PayloadFault(PayloadProblemKind.JsonDisagrees)] : [];
        return Node(type, formatter, [.. arguments.Select(static node => node.Name.Code)], edges, canNest: true, faults: faults);
    }

    public PayloadNode Tuple(INamedTypeSymbol type, ImmutableArray<ITypeSymbol> items)
    {
        PayloadName name = PayloadName.Of(type);
        string formatterName = FormatterNames.Of(name.Code);
        return new PayloadNode(type, name, FormatterNames.Instance(formatterName), Content) { CanNest = true };

        PayloadContent Content()
        {
            PayloadNode[] nodes = [.. items.Select(catalog.Node)];
            return new PayloadContent(
                new TuplePayload(
                    name.Code,
                    name.Clr,
                    formatterName,
                    Listing.RoleOf(type, catalog.Compilation),
                    type.IsValueType,
                    nodes.Select(static node => new TupleItem(node.Formatter, node.Primitive)).ToEquatableArray()),
                [.. nodes.Select((node, index) => new PayloadEdge("." + (type is { IsTupleType: true, TupleElements.IsDefaultOrEmpty: false } ? type.TupleElements[index].Name : $"Item{index + 1}"), node))],
                []);
        }
    }

    public PayloadNode Enum(INamedTypeSymbol type)
    {
        PayloadName name = PayloadName.Of(type);
        string formatter = FormatterNames.Of(name.Code);
        return new PayloadNode(type, name, FormatterNames.Instance(formatter), Content) { JsonKey = true };

        PayloadContent Content()
        {
            var faults = ImmutableArray.CreateBuilder<PayloadFault>();
            var keys = new HashSet<string>(StringComparer.Ordinal);
            var members = new List<string>();
            foreach (IFieldSymbol member in type.GetMembers().OfType<IFieldSymbol>().Where(static member => member.HasConstantValue))
            {
                string key = WireNames.Of(member);
                members.Add($"({Literals.Of(key)}, {name.Code}.{Identifiers.Escape(member.Name)})");
                if (!keys.Add(key))
                {
                    faults.Add(new PayloadFault(PayloadProblemKind.DuplicateKey, "." + member.Name, key, MetadataNames.Of(type), member.Name));
                }
            }

            bool isFlags = type.FindAttribute("System.FlagsAttribute") is not null;
            return new PayloadContent(
                Model(type, name, formatter, "EnumFormatter", [name.Code], [Literals.Of(isFlags), $"[{string.Join(", ", members)}]"]),
                [],
                faults.ToImmutable());
        }
    }

    private PayloadNode Node(
        ITypeSymbol type,
        string formatter,
        ImmutableArray<string> typeArguments,
        ImmutableArray<PayloadEdge> edges,
        bool canNest,
        bool jsonKey = false,
        ImmutableArray<PayloadFault> faults = default)
    {
        PayloadName name = PayloadName.Of(type);
        string formatterName = FormatterNames.Of(name.Code);
        return new PayloadNode(type, name, FormatterNames.Instance(formatterName), Content) { CanNest = canNest, JsonKey = jsonKey };

        PayloadContent Content() => new(
            Model(type, name, formatterName, formatter, typeArguments, [.. edges.Select(static edge => edge.Target.Formatter)]),
            edges,
            faults.IsDefault ? [] : faults);
    }

    private CompositePayload Model(
        ITypeSymbol type,
        PayloadName name,
        string formatterName,
        string formatter,
        ImmutableArray<string> typeArguments,
        ImmutableArray<string> arguments) => new(
            name.Code,
            name.Clr,
            formatterName,
            formatter == OptionalFormatter ? FormatterRole.Inner : Listing.RoleOf(type, catalog.Compilation),
            $"{LibraryFormatter.Prefix}{formatter}<{string.Join(", ", typeArguments)}>",
            arguments.ToEquatableArray());
}
