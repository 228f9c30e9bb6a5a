using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Submit;

namespace PacketFlow.Resources;

/// <summary>A place in a body that goes on only when something else is done.</summary>
/// <param name="Where">The call.</param>
/// <param name="Held">What the body itself has taken and may still hold there.</param>
/// <param name="Target">The element that is awaited, for a submit.</param>
/// <param name="Lock">The resource that the submit takes, if it takes one.</param>
/// <param name="Helper">The method of the same type that is awaited, for other calls.</param>
internal sealed record Wait(SyntaxNode Where, ImmutableHashSet<HeldLock> Held, ElementAddress? Target, LockCall? Lock, IMethodSymbol? Helper);
