using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>A constructor and the members that fill its parameters.</summary>
/// <param name="Method">The constructor.</param>
/// <param name="Parameters">Its parameters with the index of the member for each; optional ones without a member are left out.</param>
/// <param name="Unset">The members that neither it nor a setter can set.</param>
internal sealed record ConstructorChoice(
    IMethodSymbol Method, ImmutableArray<(IParameterSymbol Parameter, int Member)> Parameters, ImmutableArray<PayloadMember> Unset)
{
    /// <summary>Whether it answers for the members that have C#'s <c>required</c>.</summary>
    public bool SetsRequired { get; } =
        Method.FindAttribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null;

    /// <summary>The parameter that a member fills.</summary>
    public IParameterSymbol? ParameterOf(int member)
    {
        foreach ((IParameterSymbol parameter, int index) in Parameters)
        {
            if (index == member)
            {
                return parameter;
            }
        }

        return null;
    }
}
