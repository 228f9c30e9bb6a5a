using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

internal static class PayloadNotEncodable
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Error(
        DiagnosticIds.PayloadNotEncodable,
        "Payload type cannot be encoded",
        "'{0}' of '{1}' cannot be carried: {2}");

    public static Diagnostic Of(PayloadFinding finding) =>
        Descriptor.At(finding.Location, finding.Problem.TypeName, finding.Problem.Path, Reason(finding.Problem.Kind));

    private static string Reason(PayloadProblemKind kind) => kind switch
    {
        PayloadProblemKind.UnsupportedMap =>
            "of dictionaries the plain ones have a form on the wire; carry a Dictionary, SortedDictionary, ImmutableDictionary or their interface, and make yours from it",
        PayloadProblemKind.UnsupportedSet =>
            "of sets the plain ones have a form on the wire; carry a HashSet, SortedSet, ImmutableHashSet or their interface, and make yours from it",
        PayloadProblemKind.UnsupportedList =>
            "of collections the plain ones have a form on the wire; carry an array, a List, an ImmutableArray or their interface, and make yours from it",
        PayloadProblemKind.Hidden => "none of what it holds is public, so nothing would be sent; make public what is to be carried",
        PayloadProblemKind.Delegate => "code does not travel; carry the data that it works on",
        PayloadProblemKind.Stream => "a stream does not travel; carry bytes, or items in a list",
        PayloadProblemKind.Pointer => "an address means nothing elsewhere; carry what it points to",
        PayloadProblemKind.RefStruct => "a ref struct lives on the stack; carry an array or a Memory<T>",
        PayloadProblemKind.OpenGeneric => "it is open generic; name its type arguments",
        PayloadProblemKind.Untyped => "nobody could tell what it holds; use FlowValue for what may be anything",
        PayloadProblemKind.MultiDimensional => "an array of several dimensions has no form on the wire; use an array of arrays",
        PayloadProblemKind.LongTuple => "a Tuple of more than seven items has no form on the wire; use a record, or a tuple in parentheses",
        PayloadProblemKind.Unbounded => "it leads to ever larger instances of itself; close the circle with one concrete type",
        PayloadProblemKind.Inaccessible => "generated code cannot use it; make it public, or the type that it is of internal, and not obsolete as an error",
        PayloadProblemKind.Unsettable => "nothing can set it; give it an init accessor or a constructor parameter",
        PayloadProblemKind.NoConstructor => "it has no constructor whose parameters are all members; give it one, or one without",
        _ => "it has no form on the wire; carry its data in a type of your own",
    };
}
