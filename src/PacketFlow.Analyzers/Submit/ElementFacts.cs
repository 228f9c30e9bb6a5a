using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Submit;

/// <summary>An element in reach of a compilation: handled in its source, handled in a reference, or declared as living elsewhere.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Options">What its attribute says.</param>
/// <param name="Payload">What it takes; null for nothing.</param>
/// <param name="Handler">The method with a body in source that handles it, if there is one.</param>
internal sealed record ElementFacts(ElementAddress Address, ElementOptions Options, ITypeSymbol? Payload, IMethodSymbol? Handler)
{
    /// <summary>
    /// The lock that its handler runs under, where the attribute names the lock itself. Where it names a member of the payload, the
    /// lock is known at run time only.
    /// </summary>
    public string? FixedLock => Options is { Group: "rm", Resource: { Length: > 0 } resource } && !HasMember(resource) ? resource : null;

    /// <summary>Whether the payload has a member of that name, as C# or the wire spells it.</summary>
    private bool HasMember(string name) =>
        Payload is not null && Payload.GetMembers().Any(member => member is IPropertySymbol or IFieldSymbol && MemberName.Fits(member.Name, name));
}
