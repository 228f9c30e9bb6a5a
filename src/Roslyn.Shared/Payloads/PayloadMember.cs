using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>A property or field that is part of a payload's state.</summary>
/// <param name="Symbol">The member.</param>
/// <param name="Type">Its type, nullability settled.</param>
/// <param name="IsOblivious">Whether its own annotations left something open.</param>
/// <param name="Access">Who can set it, a constructor aside.</param>
/// <param name="IsRequired">Whether it has C#'s <c>required</c>.</param>
internal sealed record PayloadMember(ISymbol Symbol, ITypeSymbol Type, bool IsOblivious, MemberAccess Access, bool IsRequired);
