using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PacketFlow.Submit;

namespace PacketFlow.Resources;

/// <summary>A submit that takes a resource or gives it back.</summary>
/// <param name="Resource">The resource, as the code names it with a constant.</param>
/// <param name="Kind">What happens to it.</param>
internal sealed record LockCall(string Resource, LockKind Kind)
{
    /// <summary>The submit as such a call, or null if it is none or the resource is known at run time only.</summary>
    public static LockCall? Of(SubmitCall submit, ElementAddress target, ElementDirectory elements) =>
        KindOf(target) is { } kind && ResourceOf(submit.Payload, elements.FindOnly(target)) is { } resource ? new LockCall(resource, kind) : null;

    /// <summary>What an element of the registry does to the resource that it names.</summary>
    public static LockKind? KindOf(ElementAddress element) => element.ToString() switch
    {
        "rm:lock" => LockKind.Lock,
        "rm:allocate" => LockKind.Allocate,
        "rm:release" => LockKind.Release,
        _ => null,
    };

    private static string? ResourceOf(IOperation payload, ElementFacts? element)
    {
        if (element?.FixedLock is { } fixedLock)
        {
            return fixedLock;
        }

        return payload.ConstantValue is { HasValue: true, Value: string text } ? text : Member(payload, element?.Options.Resource ?? "resource");
    }

    // new LockRequest("orders") and new LockRequest { Resource = "orders" }.
    private static string? Member(IOperation payload, string name)
    {
        if (payload is not IObjectCreationOperation creation)
        {
            return null;
        }

        IOperation? value = creation.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && MemberName.Fits(parameter.Name, name))?.Value
            ?? Assignments(creation).FirstOrDefault(assignment =>
                assignment.Target is IMemberReferenceOperation { Member: var member } && MemberName.Fits(member.Name, name))?.Value;
        return value?.ConstantValue is { HasValue: true, Value: string text } ? text : null;
    }

    private static IEnumerable<ISimpleAssignmentOperation> Assignments(IObjectCreationOperation creation) =>
        (creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty).OfType<ISimpleAssignmentOperation>();
}
