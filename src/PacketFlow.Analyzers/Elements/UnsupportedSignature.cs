using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

internal sealed class UnsupportedSignature : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.UnsupportedSignature,
        "Unsupported handler signature",
        "'{0}' cannot handle '{1}': {2}");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        if (element.Method.MethodKind != MethodKind.Ordinary)
        {
            yield return At(
                element.MethodLocation, "a handler is an ordinary method, not an operator, accessor or explicit implementation");
            yield break;
        }

        if (element.Method.ContainingType.TypeKind == TypeKind.Extension)
        {
            yield return At(element.MethodLocation, "a member of an extension block belongs to no type of its own; move it out of the block");
            yield break;
        }

        if (element.Molecule is null && element.Has(HandlerProblems.TooManyPayloads))
        {
            (int first, int second) = FirstTwoPayloads(element);
            yield return At(
                element.Method.Parameters[second].Locations[0],
                $"'{element.Model.Parameters[first].Name}' and '{element.Model.Parameters[second].Name}' are two payloads, and outside a "
                + "molecule it takes one beside AtomContext and CancellationToken; make them one record");
        }

        if (element.Has(HandlerProblems.UnsupportedReturn))
        {
            yield return At(
                element.ReturnLocation,
                $"it returns '{element.Method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', and a handler "
                + "returns void, a value, Task, Task<T>, ValueTask or ValueTask<T>, by value");
        }

        if (element is { Molecule: null, Model: { IsBodyless: true, IsStatic: false } })
        {
            yield return At(
                element.MethodLocation, "without a body it is a reference to an element elsewhere, which is static; make it static");
        }

        Diagnostic At(Location location, string reason) => Descriptor.At(location, element.MethodName, element.Address, reason);
    }

    private static (int First, int Second) FirstTwoPayloads(ElementSite element)
    {
        var payloads = Enumerable.Range(0, element.Model.Parameters.Count)
            .Where(index => element.Model.Parameters[index].Kind == ParameterKind.Payload)
            .Take(2)
            .ToList();
        return (payloads[0], payloads[1]);
    }
}
